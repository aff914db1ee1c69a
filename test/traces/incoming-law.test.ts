/**
 * What holds for every kind of file that can be dropped, pasted or given by name, whoever adds one: it has a fixture, which is taken for
 * nothing else; rows add up and are in order; what it writes it reads; and nothing that is cut off or garbled throws.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { edit } from '../../src/experiment/edit.ts'
import type { AnyKind, Incoming } from '../../src/run/incoming/content.ts'
import { incomingKinds } from '../../src/run/incoming/index.ts'
import { readIncoming } from '../../src/run/incoming/read-incoming.ts'
import { uses } from '../../src/run/incoming/uses.ts'
import { ArrivalTableBuilder, createRawRow } from '../../src/traces/arrival-table.ts'
import type { ArrivalTable } from '../../src/traces/arrivals.ts'
import { headOf } from '../../src/traces/incoming/head.ts'
import { recognise } from '../../src/traces/incoming/recognise.ts'
import { type Fixture, fixtures } from './fixtures.ts'
import { cut } from './looks-like.ts'
import { readAs } from './read-as.ts'

const page = { door: 'page' } as const
const named = fixtures.map((fixture) => [fixture.name, fixture] as const)
const kindOf = ({ kind }: Fixture): AnyKind => {
  const found = incomingKinds.find(({ id }) => id === kind)
  if (found === undefined) throw new Error(`no kind is called ${kind}`)
  return found
}

describe('the registry', () => {
  it('names every kind once, in words, and says of each where it is used', () => {
    expect(new Set(incomingKinds.map(({ id }) => id)).size).toBe(incomingKinds.length)
    for (const { title, what } of incomingKinds) {
      expect(title).not.toBe('')
      expect(uses[what]).toBeDefined()
    }
  })

  it.each(incomingKinds.map(({ id }) => id))('has a fixture of %s', (id) => {
    expect(fixtures.map(({ kind }) => kind)).toContain(id)
  })

  it('has a kind for every fixture', () => {
    const ids = incomingKinds.map(({ id }) => id)
    expect(fixtures.filter(({ kind }) => !ids.includes(kind))).toEqual([])
  })
})

describe.each(named)('%s', (_name, fixture) => {
  it('is recognised by exactly its kind, also behind a byte-order mark and a blank line', () => {
    for (const text of [fixture.text, `\uFEFF\n${fixture.text}`, fixture.text.replaceAll('\n', '\r\n')])
      expect(recognise(incomingKinds, headOf(text)).map(({ id }) => id)).toEqual([fixture.kind])
  })

  it('is read, the same whatever pieces it comes in, and its rows add up', async () => {
    const read = await contentOf(fixture.name, [fixture.text])
    expect(read.what).toBe(kindOf(fixture).what)
    for (const size of [1, 7, 64]) expect(await contentOf(fixture.name, cut(fixture.text, size))).toEqual(read)
    if (read.rows === null) return
    const { kept, refused } = read.rows
    expect(kept).toBeGreaterThan(0)
    expect(kept + refused).toBe(countRows(fixture.text))
  })

  it('that is cut off anywhere is read up to there or refused in words, and never throws', async () => {
    for (let end = 0; end < fixture.text.length; end += Math.ceil(fixture.text.length / 60))
      await saysWhy(fixture.name, fixture.text.slice(0, end))
  })

  it('that is garbled anywhere is read or refused in words, and never throws', async () => {
    const junk = fc.string({ unit: fc.constantFrom(...'{}[]",:;\t\n 09eE-.naN\\\u0000\uFFFDtfx'), maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.nat(fixture.text.length), fc.nat(20), junk, async (at, gone, put) => {
        await saysWhy(fixture.name, fixture.text.slice(0, at) + put + fixture.text.slice(at + gone))
      }),
      { numRuns: 60 },
    )
  })
})

const inOrder = named.filter(([, fixture]) => ['trace', 'run'].includes(kindOf(fixture).what))

describe.each(inOrder)('%s', (name, { text }) => {
  it('has its arrivals in order, in columns of one length', async () => {
    const read = await contentOf(name, [text])
    const arrivals = read.what === 'run' ? read.run.requests.map(({ arrival }) => arrival) : [...tableOf(read).arrival]
    expect(arrivals.length).toBeGreaterThan(1)
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
    if (read.what === 'run') return
    const { arrival, promptTokens, outputTokens, length, content, priority } = tableOf(read)
    expect(arrival[0]).toBe(0)
    expect([arrival, promptTokens, outputTokens, priority ?? arrival].map((column) => column.length)).toEqual(
      Array(4).fill(length),
    )
    if (content) expect([content.offset.length, content.offset[length]]).toEqual([length + 1, content.ids.length])
  })
})

describe.each(incomingKinds.filter(({ write }) => write).map((kind) => [kind.id, kind] as const))(
  'what %s writes',
  (_id, kind) => {
    it('is recognised as it and read back as the same', async () => {
      // A kind that writes and has nothing generated here fails: nobody would know whether it writes what it reads.
      await fc.assert(
        fc.asyncProperty(generated(kind.what), async (content) => {
          const text = kind.write?.(content) ?? ''
          expect(recognise(incomingKinds, headOf(text)).map(({ id }) => id)).toEqual([kind.id])
          const read = await readAs(kind, 'written', text)
          if (!read.ok) throw new Error(read.problems[0].message)
          expect(essence(read.value)).toEqual(essence(content))
        }),
        { numRuns: 100 },
      )
    })
  },
)

describe('a file of no kind', () => {
  it('is refused with what was seen of it and all that is known', async () => {
    const problem = await refusal('notes.txt', 'Dear diary,\n')
    expect(problem.message).toBe('notes.txt is in none of the known formats: its first line is “Dear diary,”.')
    for (const { title, what } of incomingKinds) if (what !== 'kernels') expect(problem.remedy).toContain(title)
    expect((await refusal('a.json', '{"colour": "red", "sizes": [1, 2')).message).toContain('JSON with colour, sizes')
    expect((await refusal('a.zip', 'PK\u0003\u0004\u0000')).message).toContain('binary')
    expect((await refusal('none', ' \n')).code).toBe('file-empty')
  })

  it('never throws, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), (text) => saysWhy('any', text)),
      { numRuns: 300 },
    )
    await saysWhy('tower', '['.repeat(200_000))
    await saysWhy('objects', '{"a":'.repeat(100_000))
  })
})

describe('a file that could be several things', () => {
  const run = 'arrival_s,first_token_s,last_token_s,input_tokens,output_tokens\n0.5,0.7,2.5,400,60\n'

  it('is what is preferred where it came to, with the others named, or what a person chose', async () => {
    // given a measured run, whose rows are arrivals too
    const asRead = async (wish: Partial<Parameters<typeof readIncoming>[2]>) => {
      const read = await readIncoming('run.csv', [run], { ...page, ...wish })
      return read.ok ? [read.value.kind.id, ...read.value.others.map(({ id }) => id)] : []
    }
    expect(await asRead({})).toEqual(['measured-run', 'plain-csv'])
    expect(await asRead({ preferred: ['recording', 'trace'] })).toEqual(['plain-csv', 'measured-run'])
    expect(await asRead({ preferred: ['trace'], as: 'measured-run' })).toEqual(['measured-run', 'plain-csv'])
    expect(await asRead({ wanted: ['trace'] })).toEqual(['plain-csv', 'measured-run'])
  })

  it('and is of no use where it came to is told what it is and where it belongs', async () => {
    const wanted = ['recording'] as const
    const onPage = await readIncoming('run.csv', [run], { ...page, wanted })
    const inShell = await readIncoming('run.csv', [run], { door: 'command line', wanted })
    if (onPage.ok || inShell.ok) throw new Error('was taken for a recording')
    expect(onPage.problems[0].message).toContain('is a measured run')
    expect(onPage.problems[0].remedy).toContain('Accuracy')
    expect(inShell.problems[0].remedy).toContain('replay FILE')
  })
})

describe('a measurement that is too large for the page', () => {
  it('is refused before it is read, with the command that takes it', async () => {
    const [text] = fixtures.filter(({ kind }) => kind === 'kernels-gemm').map((one) => one.text)
    const read = await readIncoming('gemm.csv', [text], { ...page, size: { is: 60e6, most: 50e6 } })
    if (read.ok) throw new Error('was read')
    expect(read.problems[0]).toMatchObject({ code: 'file-too-large', remedy: expect.stringContaining('cost FILE') })
  })
})

async function contentOf(name: string, pieces: Iterable<string>): Promise<Incoming> {
  const read = await readIncoming(name, pieces, page)
  if (!read.ok) throw new Error(`${name}: ${read.problems[0].message}`)
  return read.value.content
}

function tableOf(content: Incoming): ArrivalTable {
  if (content.what !== 'trace') throw new Error(`${content.what} has no table of arrivals`)
  return content.table
}

async function refusal(name: string, text: string) {
  const read = await readIncoming(name, [text], page)
  if (read.ok) throw new Error('was read')
  return read.problems[0]
}

/** Read, or refused with what is wrong and what to do. */
async function saysWhy(name: string, text: string): Promise<void> {
  const read = await readIncoming(name, [text], page)
  expect(read.ok || read.problems.length > 0).toBe(true)
  if (read.ok) return
  for (const { code, message, remedy } of read.problems) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(message).toMatch(/\S\.$/)
    expect(remedy).toMatch(/\.$/)
  }
}

/** Rows as a person would count them: lines with something in them, without the header that delimited files have. */
function countRows(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  return text.trimStart().startsWith('{') ? lines : lines - 1
}

/** What must come back of what was written: names and reports are the file's, not the content's. */
function essence(content: Incoming): unknown {
  if (content.what === 'trace') {
    const { arrival, promptTokens, outputTokens } = content.table
    return [arrival, promptTokens, outputTokens]
  }
  if (content.what === 'recording') return [content.recording.kind, content.recording.traces]
  return content.what === 'experiment' ? content.document : content
}

function generated(what: Incoming['what']): fc.Arbitrary<Incoming> {
  const made = { trace: traces, recording: recordings, experiment: experiments }[what as 'trace']
  if (made === undefined) throw new Error(`nothing is generated for ${what}: add it here`)
  return made()
}

function traces(): fc.Arbitrary<Incoming> {
  const row = fc.record({
    time: fc.double({ min: 0, max: 1e6, noNaN: true }),
    promptTokens: fc.integer({ min: 1, max: 200_000 }),
    outputTokens: fc.integer({ min: 1, max: 200_000 }),
  })
  return fc.array(row, { minLength: 1, maxLength: 30 }).map((rows) => {
    const builder = new ArrivalTableBuilder({ contentBlock: 0, classes: 'none' })
    for (const one of rows) builder.add({ ...createRawRow(), ...one })
    const { table, report } = builder.end({ unitsPerSecond: 1, notes: [] })
    return {
      what: 'trace',
      table,
      report: { ...report, format: '', title: '' },
      rows: { kept: rows.length, refused: 0 },
    }
  })
}

function recordings(): fc.Arbitrary<Incoming> {
  const domain = fc.string({ minLength: 1, maxLength: 20 })
  // Chances are written to four digits.
  const chance = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000)
  const acceptance = fc
    .array(fc.record({ domain, beta: fc.array(chance, { minLength: 1 }).map((beta) => Float32Array.from(beta)) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((list) => ({ kind: 'acceptance' as const, traces: list, counts: [] }))
  const choice = fc.uniqueArray(fc.nat(7), { minLength: 2, maxLength: 2 })
  const gates = fc.record({ domain, tokens: fc.array(choice, { minLength: 1, maxLength: 9 }) }).map((one) => ({
    kind: 'gates' as const,
    traces: [{ domain: one.domain, layers: 1, experts: 8, active: 2, choice: Uint16Array.from(one.tokens.flat()) }],
  }))
  const blocks = fc
    .record({ domain, steps: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1 }) })
    .map((one) => ({
      kind: 'denoising' as const,
      traces: [{ domain: one.domain, block: 8, steps: Uint16Array.from(one.steps) }],
    }))
  const amount = fc.integer({ min: 1, max: 1000 })
  const errors = fc.record({ domain, tokens: amount, entries: amount, more: fc.nat(100), bits: amount }).map((one) => ({
    kind: 'kv-error' as const,
    traces: [
      {
        ...{ domain: one.domain, tokens: one.tokens, entries: one.entries, positions: one.entries + one.more },
        ...{ bitsPerElement: one.bits, fullLoss: 0.5, loss: 0.75, divergence: 0.25, sameTop: 0.5 },
      },
    ],
  }))
  const cost = fc.double({ min: 0, max: 1e3, noNaN: true }).map((x) => x + 0) // JSON has no −0
  const lookUps = fc
    .record({ domain, entries: amount, lookUps: amount, time: cost, missed: cost })
    .map((row) => ({ kind: 'look-ups' as const, traces: [row] }))
  return fc.oneof(acceptance, gates, blocks, errors, lookUps).map((content) => ({
    what: 'recording',
    rows: null,
    recording: { ...content, title: 'made up', length: content.traces.length, hash: '' },
  }))
}

function experiments(): fc.Arbitrary<Incoming> {
  const edits = fc.record({
    title: fc.string({ maxLength: 30 }).map((title) => title.trim()),
    seed: fc.nat(1e6),
    'setup.workload.rate': fc.integer({ min: 1, max: 900 }).map((n) => n / 8),
    'setup.scheduler': fc.constantFrom('fcfs', 'chunked-prefill', 'prefill-first'),
    'arms.b.batching.maxRunning': fc.integer({ min: 1, max: 512 }),
  })
  return edits.map((all) => ({
    what: 'experiment',
    rows: null,
    document: Object.entries(all).reduce((made, [path, value]) => edit(made, path, value), defaultExperiment()),
    problems: [],
  }))
}
