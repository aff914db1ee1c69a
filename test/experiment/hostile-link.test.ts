import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toBase64url } from '../../src/experiment/base64url.ts'
import { CURRENT_VERSION, defaultExperiment } from '../../src/experiment/defaults.ts'
import { type Experiment, MOST_ARMS } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { pointsOf } from '../../src/experiment/points.ts'
import { MOST_PROBLEMS } from '../../src/experiment/report.ts'
import { randomDocument } from './random-documents.ts'

/** What every document must be, whatever was read: then it runs. */
function expectRunnable(document: Experiment): void {
  expect(document.v).toBe(CURRENT_VERSION)
  expect(document.engine.id).toMatch(/^[a-z][a-z0-9-]*$/)
  expect(Number.isSafeInteger(document.seed)).toBe(true)
  expect(typeof document.title).toBe('string')
  const arms = Object.keys(document.arms).length
  expect(arms).toBeGreaterThanOrEqual(1)
  expect(arms).toBeLessThanOrEqual(MOST_ARMS)
  for (const event of Object.values(document.events ?? {})) {
    expect(event.at).toBeGreaterThanOrEqual(0)
    expect(typeof event.kind).toBe('string')
  }
  const { points } = pointsOf(document)
  expect(points.length).toBeGreaterThanOrEqual(1)
  expect(points[0]?.setup).toHaveProperty('scheduler.id')
  // It can be linked again, and then there is nothing left to complain about.
  expect(decode(encode(document))).toMatchObject({ document, problems: [] })
}

/** Code and path of each problem. */
const told = (link: string) => decode(link).problems.map(({ code, path }) => `${code} ${path}`)
const packed = (text: string) => `v=2&z=${toBase64url(deflateSync(strToU8(text)))}`

describe('a broken link', () => {
  it('names the key, says what was wrong and what is used instead', () => {
    const { document, problems } = decode('#/lab?v=2&workload.rate=fast&seed=2')
    expect(document).toEqual({ ...defaultExperiment(), seed: 2 })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'value-unfit', path: 'workload.rate', severity: 'notice' })
    expect(problems[0]?.message).toMatch(/“workload.rate” needs a number and the value is “fast”. Used instead: \d/)
  })
  it.each([
    ['v=2&scheduler=5', 'value-unfit scheduler'],
    ['v=2&kv=3', 'value-unfit kv'],
    ['v=2&cost.ideal=1', 'value-unfit cost.ideal'],
    ['v=2&shceduler=static', 'key-unknown shceduler'],
    ['v=2&scheduler.tokenBugdet=64', 'key-unknown scheduler.tokenBugdet'],
    ['v=2&arm.b.kv.blockTokens=true', 'value-unfit arm.b.kv.blockTokens'],
    ['v=2&arm.b=3', 'value-unfit arm.b'],
    ['v=2&arm.1x.kv.blockTokens=8', 'key-unknown arms'],
    ['v=2&event.fork.at=-1&event.fork.kind=patch', 'value-unfit events.fork'],
    ['v=2&event.fork.at=1', 'value-unfit events.fork'],
    ['v=2&event.f.at=1&event.f.kind=patch&event.f.patch.kv.blockTokens=x', 'value-unfit event.f.patch.kv.blockTokens'],
    ['v=2&sweep.x.values=1~2', 'value-unfit sweep.axes.x'],
    ['v=2&data.t=no+hash', 'value-unfit data.t'],
    ['v=2&view.t0=left', 'value-unfit view.t0'],
    ['v=2&view.zoom=2', 'key-unknown view.zoom'],
    ['v=2&seed=1.5', 'value-unfit seed'],
    ['v=2&seed=1&seed=2', 'key-twice seed'],
    ['v=2&scheduler.tokenBudget=64&scheduler.knobs.tokenBudget=32', 'key-twice scheduler.knobs.tokenBudget'],
    ['v=2&title=%E0%A4%A', 'text-damaged title'],
    ['v=2&kv.blockTokens', 'text-damaged kv.blockTokens'],
    ['v=2&__proto__.polluted=1', 'key-unknown __proto__.polluted'],
    ['v=2&arm.b.constructor.prototype.polluted=1', 'key-unknown arm.b.constructor.prototype.polluted'],
    ['v=2&d=xyz', 'value-unfit d'],
    ['v=2&engine=No+Engine', 'value-unfit engine.id'],
    ['v=3', 'version-newer v'],
    ['v=old', 'value-unfit v'],
    ['seed=1', 'value-unfit v'],
    ['v=2&z=!!!', 'text-damaged z'],
    ['v=2&z=AAAA', 'text-damaged z'],
    [packed('[1,2]'), 'text-damaged z'],
    [packed('{"setup":'), 'text-damaged z'],
    [packed('{"setup":{"scheduler":5}}'), 'value-unfit scheduler'],
    [packed('{"__proto__":{"polluted":1},"seed":2}'), 'key-unknown __proto__'],
    [`${packed('{}')}&seed=4`, 'key-twice seed'],
  ])('%s is told as “%s”', (link, problem) => {
    const { document, problems } = decode(link)
    expect(told(link)).toEqual([problem])
    expect(problems[0]?.message.length).toBeGreaterThan(10)
    expect(problems[0]?.remedy.length).toBeGreaterThan(10)
    expectRunnable(document)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
  it('keeps four arms of five, and says which one was left out', () => {
    const { document, problems } = decode('v=2&arm.b=&arm.c=&arm.d=&arm.e.kv.blockTokens=8')
    expect(Object.keys(document.arms)).toEqual(['a', 'b', 'c', 'd'])
    expect(problems.map(({ path }) => path)).toEqual(['arms.e'])
  })
})

describe('a hostile link', () => {
  it('that unpacks to 100 MB is refused after 1 MB', () => {
    const zeros = new Uint8Array(100_000_000)
    const link = `v=2&z=${toBase64url(deflateRawSync(zeros))}`
    const before = process.memoryUsage().arrayBuffers
    const { document, problems } = decode(link)
    // 2 kB of packed zeros are 2.1 MB; some copies of that are all that may be held beside what was there.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6)
    expect(problems.map(({ path, message }) => [path, /1 MB/.test(message)])).toEqual([['z', true]])
    expect(document).toEqual(defaultExperiment())
  })
  it('of 10 MB is refused unread, in whatever form', () => {
    // A text that has a length and nothing else: whoever looks for a letter in it throws.
    const get = (_: object, key: string | symbol): number => {
      if (key === 'length') return 10_000_000
      throw new Error(`the link is asked for its ${String(key)}`)
    }
    const unread = new Proxy({}, { get }) as unknown as string
    expect(() => unread.slice(0, 1)).toThrow('asked for its slice')
    for (const link of [unread, ...['a=1&', '%', 'a.', '['].map((unit) => unit.repeat(10_000_000 / unit.length))]) {
      const { document, problems } = decode(link)
      expect(problems.map(({ message }) => message)).toEqual([
        'The link has 10000000 characters; the most is 1000000. The default experiment is used.',
      ])
      expect(document).toEqual(defaultExperiment())
    }
  })
  it('of 100,000 wrong keys gives one screen of problems', () => {
    const link = `v=2&${Array.from({ length: 100_000 }, (_, i) => `k${i}=1`).join('&')}`
    const { document, problems } = decode(link)
    expect(problems).toHaveLength(MOST_PROBLEMS + 1)
    // Of 100,001 keys 2,000 are read, `v` among them: 1 + 1,999 problems, of which 40 are listed.
    expect(problems.at(-1)?.message).toContain('1960 more')
    expectRunnable(document)
  })
  it('with deep nesting stays harmless, as keys, as JSON and packed', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    for (const link of [
      `v=2&${'a.'.repeat(5000)}a=1`,
      `v=2&kv=${encodeURIComponent(deep)}`,
      `v=2&scheduler=toy&scheduler.x=${encodeURIComponent(deep)}`,
      packed(`{"setup":${deep}}`),
      packed('['.repeat(400_000)),
    ]) {
      const { document, problems } = decode(link)
      expect(problems.length).toBeGreaterThan(0)
      expectRunnable(document)
    }
  })
  it('law: 2,000 mutated links never throw and always give a document that runs', () => {
    const seeds: string[] = [
      ...fc.sample(randomDocument, { numRuns: 60, seed: 5 }).map((document) => encode(document)),
      encode(edit(defaultExperiment(), 'arms.b.decoder', 'speculative')),
    ]
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '&',
        '=',
        '.',
        '~',
        "'",
        '%',
        '%2',
        '{',
        '"',
        '&z=',
        '&v=9',
        '&__proto__.x=1',
        'knobs',
        '.id',
        '1e999',
        '-0',
        'null',
        '&arm.',
        '&event.x.patch.',
      ),
    )
    const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(12), piece: pieces })
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 4 }), (link, mutations) => {
        const mutated = mutations.reduce((text, { at, cut, piece }) => {
          const from = Math.floor(at * text.length)
          return text.slice(0, from) + piece + text.slice(from + cut)
        }, link)
        expectRunnable(decode(mutated).document)
      }),
      { numRuns: 2000, seed: 6 },
    )
  })
})
