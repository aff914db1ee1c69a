import { describe, expect, it } from 'vitest'
import { expectSeconds, type Lab, merged, runOf, text, timeline } from './lab.ts'

const placed = (knobs: object, setup: object = {}) => ({
  setup: merged({ placement: { id: 'aggregated', knobs } }, setup as Readonly<Record<string, unknown>>),
})
/** Slow arithmetic: 4 layers of attention over 8,000 positions, 4 × 4 × 16 × 8,000² / 2 = 8.2 GFLOP at 26.6 GFLOP/s, 0.31 s. */
const slow = { accelerator: { id: 'custom', knobs: { bandwidthGBs: 1e6, bf16Tflops: 0.04 } } }
const starts = (lab: Lab) => lab.columns.map(({ start }) => start)

describe('pipeline parallelism', () => {
  it('has as many batches in flight as stages, each of the requests that are in no other', () => {
    // given two stages of 0.5 s and a cap of 2: each batch may have half of it
    const lab = runOf(
      [
        { prompt: 16, output: 3 },
        { prompt: 16, output: 3 },
      ],
      placed({ pipeline: 2 }, { batching: { maxRunning: 2 } }),
    )
    // then a new batch enters every 0.5 s and leaves after 1 s; - stands in the other batch
    expect(timeline(lab)).toBe(text`
      a P - d - d -
      b . P - d - d`)
    starts(lab).forEach((start, i) => {
      expectSeconds(start, i / 2)
    })
    expectSeconds(lab.report.duration, 3.5)
  })

  it('never has more batches in flight than stages', () => {
    for (const pipeline of [1, 2, 3]) {
      const script = Array.from({ length: 9 }, () => ({ prompt: 16, output: 4 }))
      const lab = runOf(script, placed({ pipeline }, { batching: { maxRunning: 9 } }))
      const inFlight = lab.columns.map(
        ({ start }) => lab.columns.filter((c) => c.start <= start && start < c.end).length,
      )
      expect(Math.max(...inFlight)).toBe(pipeline)
    }
  })

  it('keeps the order of batches: a short one leaves one stage time after the long one before it', () => {
    const lab = runOf(
      [
        { prompt: 8000, output: 1 },
        { prompt: 16, output: 1 },
      ],
      placed({ pipeline: 2 }, merged(slow, { batching: { maxRunning: 2 }, scheduler: { id: 'fcfs', knobs: {} } })),
    )
    const [long, short] = lab.columns
    // given the long one of 1.3 s: the short one enters after 0.65 s and would leave 1 s later, at 1.65 s
    expect(long.end).toBeGreaterThan(1.25)
    expectSeconds(short.start, long.end / 2)
    // then it leaves at 1.3 + 0.5 s
    expectSeconds(short.end, long.end + 0.5)
  })
})

describe('data parallelism', () => {
  const used = (lab: Lab) => lab.kv.ranks.map(({ pool }) => pool.used)

  it('has a cache of its own a rank; a request goes to the one with the most room and stays there', () => {
    // given two ranks: a takes 2 blocks of the first, b 1 of the second, c (1 block) goes to the second, which has more room
    const lab = runOf(
      [
        { prompt: 20, output: 40 },
        { prompt: 8, output: 40 },
        { at: 1.5, prompt: 8, output: 40 },
      ],
      { ...placed({ data: 2 }, { horizon: { duration: 20.5 } }) },
    )
    // 21 iterations have begun: a has computed at most 20 + 20 = 40 positions, b 28, c 8 + 18 = 26
    expect(used(lab)).toEqual([3, 4])
    expect(lab.report.kv.capacityTokens).toBe(2 * 10_240)
  })

  it('marches in step: one iteration serves all ranks and takes as long as the most loaded one', () => {
    const script = [
      { prompt: 8000, output: 1 },
      { prompt: 8000, output: 1 },
    ]
    const setup = merged(slow, { kv: { capacityTokens: 20_480 }, scheduler: { id: 'fcfs', knobs: {} } })
    const apart = runOf(script, placed({ data: 2 }, setup))
    const alone = runOf([script[0]], placed({ data: 1 }, setup))
    const together = runOf(script, placed({ data: 1 }, setup))
    expect(timeline(apart)).toBe('a P\nb P')
    // attention of both at once on one rank is twice 0.31 s; on two ranks it is as for one alone
    expect(together.report.duration - 1).toBeGreaterThan(1.9 * (alone.report.duration - 1))
    expect(apart.report.duration - 1).toBeLessThan(1.1 * (alone.report.duration - 1))
  })

  it('takes blocks from a victim of the same rank only', () => {
    // given 5 blocks a rank: a and c (2 blocks each) in the first, b and d (2 and 1) in the second
    const lab = runOf(
      [
        { prompt: 30, output: 8 },
        { prompt: 30, output: 8 },
        { prompt: 30, output: 8 },
        { prompt: 4, output: 8 },
      ],
      placed({ data: 2 }, { kv: { capacityTokens: 80 } }),
    )
    // when c lacks a block at 3 s, the last admitted is d, whose blocks are elsewhere: c goes itself
    expect(timeline(lab)).toBe(text`
      a P d d d d d d d
      b P d d d d d d d
      c P d d x x x x x P d d d d
      d P d d d d d d d`)
    expect(lab.report.kv.preemptions).toBe(1)
  })
})

describe('tensor parallelism', () => {
  it('counts every accelerator of the instance', () => {
    const script = [{ prompt: 16, output: 4 }]
    const { report } = runOf(script, placed({ tensor: 2, pipeline: 2 }))
    expect(report.throughputPerAccelerator).toBe((report.throughput ?? 0) / 4)
  })
})
