/** Blocks that take time to find: iterations take a second, a look-up 0.1 s with 4 entries and 0.05 s more with each that comes. */
import { describe, expect, it } from 'vitest'
import type { LookUpRow } from '../../../../../src/kernel/artefacts.ts'
import { asking } from '../../asking.ts'
import { expectSeconds, Lab, type LabOptions, type Scripted } from '../../lab.ts'

/** Four blocks of 16 tokens; b has three of them in common with a. */
const script: readonly Scripted[] = [
  { prompt: 64, output: 3, content: [1, 2, 3, 4] },
  { at: 10, prompt: 64, output: 1, content: [1, 2, 3, 9] },
]
const finding = (often: string, rest: object = {}): LabOptions => ({
  setup: { blockLookUp: { id: 'recorded', knobs: { often } }, ...rest },
})
const ran = (options?: LabOptions, requests = script): Lab => new Lab(requests, options).run()

describe('a look-up of blocks', () => {
  it('takes time where a prompt is admitted: one for each block that is found, and one for the first that is not', () => {
    const lab = ran(finding('at-admission'))
    // a finds nothing: one look-up among its own four blocks; then two tokens for which nobody looks
    expectSeconds(lab.of('a').firstToken, 1 + 0.1)
    expectSeconds(lab.of('a').ended, 3 + 0.1)
    // b finds three, and its last block has to be computed in any case: three look-ups among 4 blocks and a’s last one, at 0.15 s
    expectSeconds(lab.of('b').firstToken, 10 + 1 + 3 * 0.15)
    const { metrics } = lab.simulation.summary()
    expect(metrics['lookUps.perIteration'].value).toBe(4 / 4)
    expect(metrics['lookUps.time'].value).toBeCloseTo((0.1 + 0.45) / 4, 12)
    // 2 lines with four entries, 2.5 with five
    expect(metrics['lookUps.missed'].value).toBeCloseTo((2 + 3 * 2.5) / 4, 12)
  })

  it('takes time in every iteration where every request looks for all of its blocks anew', () => {
    const lab = ran(finding('every-iteration'))
    // two tokens more, each with four whole blocks to be found among the five that a holds: 4 × 0.15 s
    expectSeconds(lab.of('a').ended, 3 + 0.1 + 2 * 0.6)
  })

  it('is made again by who comes back, and by nobody where nothing is kept', () => {
    // given room for six blocks: both have three, and b gives way as soon as a stream needs a fourth
    const two = [
      { prompt: 47, output: 4 },
      { prompt: 47, output: 4 },
    ]
    const rest = { kv: { capacityTokens: 96, watermark: 0 } }
    const lookUps = (options: LabOptions) => {
      const lab = ran(options, two)
      const { preemptions } = lab.simulation.cluster.totals
      return { preemptions, lookUps: (lab.report as unknown as { lookUps: { lookUps: number } }).lookUps.lookUps }
    }
    expect(lookUps(finding('at-admission', rest))).toEqual({ preemptions: 1, lookUps: 3 })
    const none = { ...rest, prefixCache: { id: 'none', knobs: {} } }
    expect(lookUps(finding('at-admission', none))).toEqual({ preemptions: 1, lookUps: 0 })
  })

  it('stands among the terms of an iteration, and is overhead of who is in it', () => {
    const { simulation } = ran(finding('at-admission'))
    const { explain, blame } = asking(simulation)
    const explained = explain(10.5)
    expect(explained?.terms.find(({ operator }) => operator === 'block look-ups')?.time).toBeCloseTo(0.45, 12)
    const { parts, seconds } = blame(1) as NonNullable<ReturnType<typeof blame>>
    expect(seconds[parts.indexOf('overhead')]).toBeCloseTo(0.45, 3)
    expect(seconds[parts.indexOf('own prefill')]).toBeCloseTo(1, 3)
  })
})

describe('law: look-ups that take no time', () => {
  const free: LookUpRow = { domain: 'none', entries: 1, lookUps: 1, time: 0, missed: 0 }

  it.each(['at-admission', 'every-iteration'])('make the same bytes as none at all, %s', (often) => {
    const digestOf = (options?: LabOptions) => ran(options, many).report.digest
    const without = digestOf()
    expect(digestOf({ ...finding(often), data: { 'look-ups': { kind: 'look-ups', traces: [free] } } })).toBe(without)
    expect(digestOf(finding(often))).not.toBe(without)
  })
})

/** Prompts with a part in common, and answers long enough for iterations in a row that are alike. */
const many: readonly Scripted[] = Array.from({ length: 12 }, (_, i) => ({
  at: i,
  prompt: 40 + 16 * (i % 3),
  output: 6 + 5 * (i % 4),
  ...(i % 2 === 0 && { content: [1, 2, 30 + i] }),
}))
