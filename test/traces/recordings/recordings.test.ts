import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/kernel/problem.ts'
import { headOf } from '../../../src/traces/incoming/head.ts'
import { acceptanceCounts } from '../../../src/traces/recordings/counts-format.ts'
import { ownRecording, recordingText } from '../../../src/traces/recordings/own-format.ts'
import { partsOf, type Recording } from '../../../src/traces/recordings/recording.ts'
import { madeUpChoices, madeUpErrors, madeUpLookUps, madeUpSteps, madeUpTraces } from '../../laws/supplies.ts'
import { readAs } from '../read-as.ts'

const PUBLISHED = join(process.env.LAB_DATA ?? '../shared/data', 'traces', 'spec_acceptance_llama31-8b.json')

const counts = (part: object) => JSON.stringify({ gsm8k: { acc_eagle: part } })
const readRecording = async (name: string, text: string): Promise<Result<Recording>> => {
  const read = await readAs(ownRecording.recognises(headOf(text)) ? ownRecording : acceptanceCounts, name, text)
  return read.ok ? { ok: true, value: read.value.recording } : read
}
const wordsOf = async (text: string): Promise<string> => {
  const read = await readRecording('file.json', text)
  return read.ok ? 'read' : read.problems[0].message
}

describe('a recording', () => {
  it.each([
    ['acceptance', madeUpTraces],
    ['gates', [madeUpChoices(8, 2)]],
    ['denoising', madeUpSteps],
    ['kv-error', madeUpErrors],
    ['look-ups', madeUpLookUps],
  ] as const)('of %s is read back as it was written', async (kind, parts) => {
    const text = recordingText(kind, 'a title', parts)
    const read = await readRecording('file.json', text)
    if (!read.ok) throw new Error(read.problems[0].message)
    expect(read.value.traces).toEqual(parts)
    expect(read.value).toMatchObject({ kind, title: 'file.json', length: parts.length })
  })

  it('is known by its content: the same under another name, another when a number differs', async () => {
    const hashOf = async (name: string, text: string) => {
      const read = await readRecording(name, text)
      return read.ok ? read.value.hash : null
    }
    const text = recordingText('acceptance', '', madeUpTraces)
    expect(await hashOf('a', text)).toBe(await hashOf('b', text))
    expect(await hashOf('a', text.replace('0.95', '0.94'))).not.toBe(await hashOf('a', text))
  })

  it('may be a server’s counts: a part for each way of drafting, classes without a count filled with 0', async () => {
    const text = counts({ hist_along_decoding: { 1: 5, 3: 2 }, transition_counts: { '1>1': 4, '1>3': 1, '3>1': 1 } })
    const read = await readRecording('counts.json', text)
    if (!read.ok || read.value.kind !== 'acceptance') throw new Error('not read')
    expect(partsOf(read.value)).toEqual(['gsm8k eagle'])
    expect(read.value.counts).toEqual([
      {
        name: 'gsm8k eagle',
        lengths: [5, 0, 2],
        next: [
          [4, 0, 1],
          [0, 0, 0],
          [1, 0, 0],
        ],
      },
    ])
  })

  it.each([
    ['no JSON at all', '{', /is no JSON/],
    ['nothing of the kind', '{"a": 1}', /holds no counts/],
    ['a later version', '{"format":"tokenscope recording","version":9}', /version 9/],
    ['no parts', '{"format":"tokenscope recording","version":1,"kind":"gates","parts":[]}', /no parts/],
    [
      'a kind that nothing follows',
      recordingText('denoising', '', madeUpSteps).replace('"denoising"', '"thoughts"'),
      /“thoughts”/,
    ],
    [
      'a block without steps',
      recordingText('denoising', '', [{ domain: 'a', block: 4, steps: new Uint16Array(1) }]),
      /steps of blocks/,
    ],
    [
      'more steps than places',
      recordingText('denoising', '', [{ domain: 'a', block: 4, steps: Uint16Array.of(2, 5) }]),
      /steps of blocks/,
    ],
    [
      'blocks of two lengths',
      recordingText('denoising', '', [...madeUpSteps, { domain: 'a', block: 4, steps: Uint16Array.of(2) }]),
      /different lengths/,
    ],
    [
      'more kept than there was',
      recordingText('kv-error', '', [{ ...madeUpErrors[0], positions: 8 }]),
      /more entries than there were tokens/,
    ],
    ['no number of positions', recordingText('kv-error', '', madeUpErrors).replaceAll('"positions":64,', ''), /sizes/],
    [
      'a look-up that is over before it begins',
      recordingText('look-ups', '', [{ ...madeUpLookUps[0], time: -1e-9 }]),
      /costs of a look-up/,
    ],
    [
      'a structure of no entries',
      recordingText('look-ups', '', [{ ...madeUpLookUps[0], entries: 0 }]),
      /numbers of entries/,
    ],
    [
      'a chance above 1',
      recordingText('acceptance', '', [{ domain: 'a', beta: Float32Array.of(1.5) }]),
      /part 1 .*chances/,
    ],
    [
      'an expert named twice',
      recordingText('gates', '', [{ ...madeUpChoices(8, 2), choice: new Uint16Array(4) }]),
      /twice/,
    ],
    [
      'an expert that does not exist',
      recordingText('gates', '', [{ ...madeUpChoices(8, 2), choice: Uint16Array.of(1, 9, 2, 3) }]),
      /experts/,
    ],
    [
      'a token cut short',
      recordingText('gates', '', [{ ...madeUpChoices(8, 2), choice: Uint16Array.of(1, 2, 3) }]),
      /middle of a token/,
    ],
    ['a negative count', counts({ hist_along_decoding: { 1: -5 }, transition_counts: {} }), /count in gsm8k eagle/],
    ['a length of 0', counts({ hist_along_decoding: { 0: 5 }, transition_counts: {} }), /length in gsm8k eagle/],
    ['no steps', counts({ hist_along_decoding: {}, transition_counts: {} }), /no steps/],
  ])('with %s is refused in words', async (_what, text, words) => {
    expect(await wordsOf(text)).toMatch(words)
  })

  it.skipIf(!existsSync(PUBLISHED))('reads the counts of Llama-3.1-8B that were published', async () => {
    const read = await readRecording('llama', readFileSync(PUBLISHED, 'utf8'))
    if (!read.ok) throw new Error(read.problems[0].message)
    expect(partsOf(read.value)).toEqual(['gsm8k eagle', 'gsm8k ngram', 'sharegpt eagle', 'sharegpt ngram'])
  })
})
