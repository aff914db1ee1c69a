/** Clients that read along: iterations take a second, so that gaps and their moving average can be reckoned on paper. */
import { describe, expect, it } from 'vitest'
import { type LabOptions, runOf } from '../../lab.ts'

/** Requests of 1,024 tokens may take two seconds for their first token. */
const first = { prompt: 1024, output: 6 }
const reading = (pace: number): LabOptions => ({
  setup: { clients: { pace }, scheduler: { id: 'prefill-first' }, kv: { capacityTokens: 40_960 } },
})
const pleased = (pace: number, script = [first]): number =>
  Number((runOf(script, reading(pace)).report as unknown as { reading: { pleased: number } }).reading.pleased)

describe('a reader', () => {
  it('is pleased by gaps of a second at less than a token a second, and left behind above', () => {
    expect(pleased(0.98)).toBe(1)
    expect(pleased(1.02)).toBe(0)
  })

  it('makes up for one long gap: the average of 1 and 2 s is 1 + 2/17', () => {
    // given another prompt after two tokens, which a waits for: its gaps are 1, 1, 2, 1, 1 s
    const script = [first, { at: 2.5, prompt: 1024, output: 1 }]
    // when one may fall behind by 1.1176 s, then a is pleased, and b, whose prompt took its time, too
    expect(pleased(1 / 1.119, script)).toBe(2)
    expect(pleased(1 / 1.116, script)).toBe(1)
  })

  it('waits a second for every 512 tokens of the prompt, and no longer', () => {
    expect(pleased(0.5, [{ prompt: 520, output: 2 }])).toBe(1)
    expect(pleased(0.5, [{ prompt: 500, output: 2 }])).toBe(0)
  })

  it('reads tokens that come together as if they had come one after the other', () => {
    // given drafts of 3 that are all accepted: after the first token four come a round, in 4 rounds
    const setup = {
      ...reading(1).setup,
      decoder: { id: 'speculative', knobs: { draftLength: 3, process: { id: 'uniform', knobs: { rate: 1 } } } },
    }
    const run = (pace: number) =>
      runOf([{ prompt: 1024, output: 17 }], { setup: { ...setup, clients: { pace } } }).report
    const perToken = run(1).tpot.p50
    const pleasedAt = (pace: number): number =>
      (run(pace) as unknown as { reading: { pleased: number } }).reading.pleased
    // when he reads as fast as tokens come on average, then a round is no gap
    expect(pleasedAt(0.99 / perToken)).toBe(1)
    expect(pleasedAt(1.01 / perToken)).toBe(0)
  })

  it('is counted a second, and is no figure of a run in which nobody reads along', () => {
    const { metrics } = runOf([first], reading(0.98)).simulation.summary()
    // one answer in the six seconds of its tokens
    expect(metrics.effectiveThroughput.value).toBeCloseTo(1 / 6, 4)
    expect(runOf([first]).simulation.summary().metrics.effectiveThroughput).toBeUndefined()
  })
})
