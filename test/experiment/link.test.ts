import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultExperiment, frozenDefaults } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { fromFile, toFile } from '../../src/experiment/file.ts'
import { decode, encode, engineIn, LONGEST_READABLE, lengthAdvice, readAs } from '../../src/experiment/link.ts'
import { writeEntries } from '../../src/experiment/link-text.ts'
import { toEntries } from '../../src/experiment/readable.ts'
import { randomDocument } from './random-documents.ts'

const edited = (edits: Readonly<Record<string, unknown>>): Experiment =>
  Object.entries(edits).reduce((document, [path, value]) => edit(document, path, value), defaultExperiment())

const TEN_EDITS = {
  'setup.model': 'qwen3-32b',
  'setup.accelerator': 'h200-sxm',
  'setup.placement.tensor': 2,
  'setup.workload.rate': 12.5,
  'setup.scheduler': 'prefill-first',
  'setup.batching.maxRunning': 64,
  'setup.kv.utilisation': 0.85,
  'setup.precision.kv': 'fp8',
  'setup.prefixCache': 'radix-tree',
  seed: 7,
}

describe('a link', () => {
  it('of the default document says its version only', () => {
    expect(encode(defaultExperiment())).toBe('#/lab?v=2')
    expect(decode('#/lab?v=2')).toEqual({ document: defaultExperiment(), problems: [], made: {} })
  })
  it('of ten edits has at most 250 characters and can be read', () => {
    const link = encode(edited(TEN_EDITS))
    expect(link).toContain('&workload.rate=12.5&')
    expect(link).toContain('&scheduler=prefill-first&')
    expect(link.length).toBeLessThanOrEqual(250)
    expect(decode(link)).toMatchObject({ document: edited(TEN_EDITS), problems: [] })
  })
  it('names arms, events, sweeps, data and views by their keys', () => {
    const link = encode(
      edited({
        title: 'Does chunking pay?',
        'arms.b.scheduler': 'prefill-first',
        'arms.c': {},
        'events.burst': { at: 12.5, kind: 'burst', requests: 50 },
        'events.fork': { at: 20, kind: 'patch', patch: { scheduler: { id: 'fcfs' } } },
        'sweep.axes.x': { path: 'workload.rate', values: [1, 2, 4] },
        'data.trace': { title: 'azure ~ code.csv', rows: 8819, hash: '0123456789ab' },
        'view.t0': 3,
      }),
    )
    expect(link).toBe(
      '#/lab?v=2&title=Does+chunking+pay%3F&arm.b.scheduler=prefill-first&arm.c=' +
        '&event.burst.at=12.5&event.burst.kind=burst&event.burst.requests=50' +
        '&event.fork.at=20&event.fork.kind=patch&event.fork.patch.scheduler=fcfs' +
        '&sweep.x.path=workload.rate&sweep.x.values=1~2~4&data.trace=azure+~+code.csv~8819~0123456789ab&view.t0=3',
    )
  })
  it('keeps another baseline than a, and the order of arms', () => {
    const document = { ...defaultExperiment(), arms: { slow: {}, a: { batching: { maxRunning: 4 } }, b: {} } }
    expect(encode(document)).toBe('#/lab?v=2&baseline=slow&arm.a.batching.maxRunning=4&arm.b=')
    expect(Object.keys(decode(encode(document)).document.arms)).toEqual(['slow', 'a', 'b'])
  })
  it('keeps an event whose patch is still empty', () => {
    const document = edited({ 'events.e': { at: 1, kind: 'patch', patch: {} } })
    expect(encode(document)).toBe('#/lab?v=2&event.e.at=1&event.e.kind=patch&event.e.patch=%7B%7D')
    expect(decode(encode(document))).toEqual({ document, problems: [], made: {} })
  })
  it('is compressed above 400 characters, and then holds the same', () => {
    const embedded = Array.from({ length: 60 }, (_, i) => `${i * 0.5},${100 + i},${20 + i}`).join('\n')
    const document = edited({ ...TEN_EDITS, 'data.trace': { title: 'mine.csv', rows: 60, hash: 'abcdef', embedded } })
    const link = encode(document)
    expect(link).toMatch(/^#\/lab\?v=2&z=[\w-]+$/)
    const readable = writeEntries(toEntries(document)).length
    expect(readable).toBeGreaterThan(LONGEST_READABLE)
    expect(link.length).toBeLessThan(0.8 * readable)
    expect(decode(link)).toEqual({ document, problems: [], made: {} })
  })
  it('carries the engine’s version and six digits of the digest where given', () => {
    const link = encode(defaultExperiment(), { engineVersion: '0.9.1', digest: 'c0ffee0123456789' })
    expect(link).toBe('#/lab?v=2&e=0.9.1&d=c0ffee')
    expect(decode(link)).toMatchObject({ problems: [], made: { engineVersion: '0.9.1', digest: 'c0ffee' } })
    expect(decode(link).document.engine).toEqual({ id: frozenDefaults().engine.id, version: '0.9.1' })
  })
  it('is read with or without its address, from the command line or a mail', () => {
    const rate = edited({ 'setup.workload.rate': 9, seed: 3 })
    for (const text of [
      'v=2&workload.rate=9&seed=3',
      '?v=2&workload.rate=9&seed=3',
      'https://x.org/a/?q=1#/lab?v=2&amp;workload.rate=9&amp;seed=3 ',
    ]) {
      expect(decode(text)).toEqual({ document: rate, problems: [], made: {} })
    }
    for (const text of ['', '#', '#/', '#/lab', 'https://x.org/a/']) expect(decode(text).problems).toEqual([])
  })
  it('understands a choice said in full, and knobs before their algorithm', () => {
    const { document, problems } = decode(
      'v=2&scheduler.knobs.tokenBudget=256&arm.b.decoder.draftLength=2&arm.b.decoder.id=speculative',
    )
    expect(problems).toEqual([])
    expect(document).toEqual(
      edited({ 'setup.scheduler.tokenBudget': 256, 'arms.b.decoder': 'speculative', 'arms.b.decoder.draftLength': 2 }),
    )
  })
  it('lets an algorithm pass that the frozen defaults do not know: the engine judges it', () => {
    const document = edited({ 'setup.scheduler': 'toy', 'setup.scheduler.patience': 3 })
    expect(encode(document)).toBe('#/lab?v=2&scheduler=toy&scheduler.patience=3')
    expect(decode(encode(document))).toEqual({ document, problems: [], made: {} })
  })
  it('ends in a letter, digit or sign that no program takes for the end of a sentence', () => {
    expect(encode(edited({ title: 'Done.' }))).toMatch(/title=Done%2E$/)
  })
  it('says when it grows too long to share', () => {
    expect([2000, 2001, 8000, 8001].map((length) => lengthAdvice('x'.repeat(length)))).toEqual([
      'ok',
      'long',
      'long',
      'too-long',
    ])
  })
  it('law: every document comes back as it was, from the link and from the file', () => {
    let [readable, packed] = [0, 0]
    fc.assert(
      fc.property(randomDocument, (document) => {
        const link = encode(document)
        if (link.includes('&z=')) packed++
        else readable++
        const decoded = decode(link)
        expect(decoded).toEqual({ document, problems: [], made: {} })
        expect(Object.keys(decoded.document.arms)).toEqual(Object.keys(document.arms))
        expect(encode(decoded.document)).toBe(link)
        expect(fromFile(toFile(document))).toEqual({ ok: true, value: { document, problems: [] } })
      }),
      { numRuns: 1000, seed: 3 },
    )
    // Both tiers must have been tried.
    expect(Math.min(readable, packed)).toBeGreaterThan(50)
  })
})

describe('a link of an engine that nobody knows', () => {
  const link = '#/lab?v=2&engine=tokenz&title=Kept&seed=7&decoder=prompt-lookup&output=32&arm.b.output=16'
  it('keeps everything it says, and writes it again', () => {
    const { document, problems } = decode(link)
    expect(problems).toEqual([])
    expect(document).toMatchObject({ engine: { id: 'tokenz' }, title: 'Kept', seed: 7 })
    const again = encode(document)
    expect(again.split('&').toSorted()).toEqual(link.split('&').toSorted())
    expect(decode(again).document).toEqual(document)
  })
  it('is read as the engine that was meant, as if the link had named it', () => {
    const { document } = decode(link)
    expect(readAs(document, 'tokens')).toMatchObject({
      document: decode(link.replace('tokenz', 'tokens')).document,
      problems: [],
    })
  })
  it('is told by its engine before it is read, packed or not', () => {
    const { document } = decode(link)
    const long = encode({ ...document, setup: { ...document.setup, words: 'many words '.repeat(60) } })
    expect(long).toContain('z=')
    expect([link, long, '#/lab?v=2', '#/lab?v=2&z=broken'].map(engineIn)).toEqual([
      'tokenz',
      'tokenz',
      'serving',
      'serving',
    ])
  })
})
