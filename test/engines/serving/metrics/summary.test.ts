import { describe, expect, it } from 'vitest'
import { asking } from '../asking.ts'
import { Lab, runOf } from '../lab.ts'

/**
 * Three requests on paper. Iterations of 1 s:
 *   [0, 1) a's prompt      [1, 2) a's token, b's prompt      [2, 3) tokens of a and b, c's prompt
 * First and last tokens: a 1 and 3, b 2 and 3, c 3 and 3. Arrivals: 0, 0.5 and 1.5.
 */
const script = [
  { prompt: 16, output: 3 },
  { at: 0.5, prompt: 16, output: 2 },
  { at: 1.5, prompt: 16, output: 1 },
]
const run = (setup: object = {}): Lab => runOf(script, { setup: setup as Readonly<Record<string, unknown>> })
/** Kernels of the lab take microseconds. */
const about = (value: number | null) => expect.closeTo(value ?? Number.NaN, 4)

describe('the summary', () => {
  it('counts requests and tokens', () => {
    expect(run().report).toMatchObject({
      ending: 'drained',
      requests: { arrived: 3, finished: 3, running: 0, waiting: 0, rejected: 0, cancelled: 0, timedOut: 0 },
      iterations: 3,
      // 48 prompt tokens and 2 + 1 decoded
      tokensProcessed: 51,
      tokensEmitted: 6,
      tokensRecomputed: 0,
    })
  })

  it('measures latencies by hand', () => {
    const { ttft, tpot, e2e, itl, largestGap, duration } = run().report
    // to the first token: 1, 2 − 0.5, 3 − 1.5
    expect(ttft).toMatchObject({ n: 3, mean: about((1 + 1.5 + 1.5) / 3), p50: about(1.5), max: about(1.5) })
    // per further token: a (3 − 1) / 2, b (3 − 2) / 1; c has one token only
    expect(tpot).toMatchObject({ n: 2, mean: about(1), max: about(1) })
    // to the end: 3, 2.5, 1.5
    expect(e2e).toMatchObject({ n: 3, mean: about(7 / 3), p50: about(2.5), max: about(3) })
    // gaps: two of a, one of b
    expect(itl).toMatchObject({ n: 3, mean: about(1) })
    expect(largestGap).toMatchObject({ n: 2, max: about(1) })
    expect(duration).toEqual(about(3))
  })

  it('measures rates over the time of the run', () => {
    const classes = { interactive: { ttft: 1.2, tpot: 2 } }
    const { throughput, throughputPerAccelerator, goodput, sloAttainment, busy } = run({ classes }).report
    // 6 tokens in 3 s; only a had its first token within 1.2 s
    expect(throughput).toEqual(about(2))
    expect(throughputPerAccelerator).toEqual(about(2))
    expect(goodput).toEqual(about(1 / 3))
    expect(sloAttainment).toBeCloseTo(1 / 3, 10)
    expect(busy).toEqual(about(1))
  })

  it('holds a request to both limits of its class', () => {
    const attainment = (ttft: number, tpot: number) =>
      run({ classes: { interactive: { ttft, tpot } } }).report.sloAttainment
    expect(attainment(2, 2)).toBe(1)
    // a and b take 1 s a token; c has only one token
    expect(attainment(2, 0.5)).toBeCloseTo(1 / 3, 10)
    expect(attainment(0.5, 2)).toBe(0)
  })

  it('judges those that were turned away as well, who were served by nobody', () => {
    // given room for one in the batch and one in the queue: the third is turned away when it comes
    const classes = { interactive: { ttft: 30, tpot: 30 } }
    const { requests, sloAttainment } = run({ classes, batching: { maxRunning: 1 }, limits: { queue: 1 } }).report
    expect(requests).toMatchObject({ finished: 2, rejected: 1 })
    expect(sloAttainment).toBeCloseTo(2 / 3, 10)
  })

  it('reports the fullest moment of the cache', () => {
    // [2, 3): a 18 positions, b 17, c 16: 2 + 2 + 1 blocks of 640
    expect(run().report.kv.peak).toBe(5 / 640)
  })

  it('leaves requests out that arrived before the warm-up ended, and the time before', () => {
    const { report } = run({ horizon: { warmUp: 1 } })
    // c alone: 1 token in 3 − 1 s
    expect(report.ttft).toMatchObject({ n: 1, mean: about(1.5) })
    expect(report.e2e).toMatchObject({ n: 1, mean: about(1.5) })
    expect(report.tpot.n).toBe(0)
    expect(report.throughput).toEqual(about(1 / 2))
    // what was counted, not measured, is the whole run
    expect(report.requests).toMatchObject({ arrived: 3, finished: 3 })
    expect(report.tokensEmitted).toBe(6)
  })

  it('measures gaps between rounds where a round brings several tokens, and the time of each in TPOT', () => {
    // given drafts of 4 that are always right, 16 tokens: the prompt's, then 5 a round in three rounds of 1 + 4 × 0.05 s
    const decoder = { id: 'speculative', knobs: { draftLength: 4, process: { id: 'uniform', knobs: { rate: 1 } } } }
    const { report } = runOf([{ prompt: 16, output: 16 }], { setup: { decoder } })
    // then a reader waits three times for a round, and a token takes a fifth of one
    expect(report.itl).toMatchObject({ n: 3, mean: about(1.2), p50: about(1.2), max: about(1.2) })
    expect(report.tpot.mean).toEqual(about(3.6 / 15))
    expect(report.largestGap.max).toEqual(about(1.2))
  })

  it('leaves gaps between tokens out that ended before the warm-up did', () => {
    // a's second token came at 2 s; its third and b's second at 3 s
    expect(run({ horizon: { warmUp: 2.5 } }).report.itl.n).toBe(2)
  })

  it('counts a round of drafts as one gap, however many tokens come out of it', () => {
    // given drafts of 4 that are always accepted: after the first token two rounds of 5
    const process = { id: 'uniform', knobs: { rate: 1 } }
    const decoder = { id: 'speculative', knobs: { draftLength: 4, process } }
    const { itl } = runOf([{ prompt: 16, output: 11 }], { setup: { decoder } }).report
    // each a second of the lab and the passes of the draft
    expect(itl.n).toBe(2)
    expect(itl.p50).toBeGreaterThan(0.99)
  })

  it('lists the same numbers as metrics, with null for what was never seen', () => {
    const { metrics } = runOf([{ prompt: 8, output: 1 }]).simulation.summary()
    const value = (id: string) => metrics[id]?.value
    expect(value('ttft.mean')).toEqual(about(1))
    expect(value('tpot.mean')).toBeNull()
  })
})

describe('the end of a run', () => {
  it('is “drained” when every request has ended', () => {
    expect(run().simulation.summary().ending).toBe('drained')
    expect(run({ horizon: { duration: 100 } }).simulation.summary().ending).toBe('drained')
  })

  it('is “time-limit” when the duration is over first', () => {
    const { ending, duration, requests } = run({ horizon: { duration: 2.5 } }).report
    expect(ending).toBe('time-limit')
    expect(duration).toBe(2.5)
    expect(requests).toMatchObject({ arrived: 3, finished: 0, running: 3, waiting: 0 })
  })

  it('is “overloaded” when more wait than can run and the backlog was still growing', () => {
    // given two places and one request every 0.5 s that takes 4 s: 40 have come by 20 s and 8 or so have ended
    const many = Array.from({ length: 80 }, (_, i) => ({ at: i / 2, prompt: 8, output: 4 }))
    const lab = runOf(many, { setup: { batching: { maxRunning: 2 }, horizon: { duration: 20 } } })
    expect(lab.report.ending).toBe('overloaded')
  })

  it('is “running” before', () => {
    const lab = new Lab(script).run(1.5)
    expect(lab.report).toMatchObject({ ending: 'running', requests: { arrived: 3, finished: 0 } })
    expect(lab.run().report.ending).toBe('drained')
  })

  it('is “drained” when nobody came', () => {
    expect(runOf([]).report.ending).toBe('drained')
  })
})

describe('the table of requests', () => {
  it('has a line for each, with every digit, and nothing where nothing happened', () => {
    const lab = runOf([
      { prompt: 16, output: 2 },
      { at: 0.25, prompt: 20_000, output: 1, class: 1 },
    ])
    const [header, a, b, rest] = asking(lab.simulation).requestsCsv().split('\r\n')
    expect(header).toBe(
      'request,class,instance,state,arrival_s,prompt_tokens,output_tokens,emitted_tokens,first_token_s,last_token_s,end_s,largest_gap_s',
    )
    const { firstToken, lastToken, ended } = lab.of('a')
    expect(a).toBe(`0,interactive,0,finished,0,16,2,2,${firstToken},${lastToken},${ended},${lastToken - firstToken}`)
    // b does not fit: never routed, no token, rejected on arrival
    expect(b).toBe('1,batch,,rejected,0.25,20000,1,0,,,0.25,0')
    expect(rest).toBe('')
  })
})
