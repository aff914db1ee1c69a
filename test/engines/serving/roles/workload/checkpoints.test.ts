/** Laws of every workload of the registry: checkpoints forget nothing, bursts move nobody's luck. */
import { describe, expect, it } from 'vitest'
import { workloads } from '../../../../../src/engines/serving/roles/workload/index.ts'
import type { ArrivalTable } from '../../../../../src/traces/arrivals.ts'
import { lengthOf, Stage, type StageOptions } from './stage.ts'

const rows = 60
const table: ArrivalTable = {
  title: 'even',
  length: rows,
  arrival: Float64Array.from({ length: rows }, (_, i) => i * 0.7),
  promptTokens: new Int32Array(rows).fill(40),
  outputTokens: new Int32Array(rows).fill(9),
  hash: '0',
}
const base: StageOptions = {
  table,
  prompt: lengthOf('log-normal', { mean: 200 }),
  output: lengthOf('heavy-tailed', { mean: 40 }),
}
const bursts = [
  { at: 4, requests: 20, over: 3 },
  { at: 5, requests: 5, over: 0, promptTokens: 777, outputTokens: 3 },
]

/** Ends each request one second after it came, before the next one that is due. */
function run(stage: Stage, most: number, pending: number[]): void {
  for (let taken = 0; taken < most; ) {
    const due = pending.length > 0 ? stage.requests.arrival[pending[0]] + 1 : Number.POSITIVE_INFINITY
    if (due <= stage.workload.peek()) {
      if (due === Number.POSITIVE_INFINITY) return
      stage.end(pending.shift() ?? -1, due)
      continue
    }
    const request = stage.take()
    if (request === null) return
    pending.push(request)
    taken++
  }
}

describe.each(workloads.map(({ id }) => id))('%s', (id) => {
  const knobs = id === 'trace' ? {} : { requests: 60 }

  it('goes on from a checkpoint as if nothing had happened', () => {
    // given a run of 25 requests, a snapshot, 20 more, and the snapshot restored
    const stage = new Stage(id, { ...base, knobs, bursts })
    const pending: number[] = []
    run(stage, 25, pending)
    const snapshot = stage.memory.snapshot()
    const pendingThen = [...pending]
    run(stage, 20, pending)
    stage.memory.restore(snapshot)
    // when it runs to its end, then it is the same as a run in one go
    run(stage, 1000, pendingThen)
    const whole = new Stage(id, { ...base, knobs, bursts })
    run(whole, 1000, [])
    expect(stage.arrivals()).toEqual(whole.arrivals())
    expect(stage.prompts()).toEqual(whole.prompts())
    expect(whole.requests.count).toBe(60 + 25)
  })

  it('announces arrivals in order, each at the time it then has', () => {
    const stage = new Stage(id, { ...base, knobs, bursts })
    run(stage, 1000, [])
    const arrivals = stage.arrivals()
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
    expect(stage.prompts().every((tokens) => Number.isInteger(tokens) && tokens >= 1)).toBe(true)
  })

  it('keeps its own requests when bursts come on top', () => {
    // given instant answers, so that a burst changes nothing for the others
    const alone = new Stage(id, { ...base, knobs })
    const burst = new Stage(id, { ...base, knobs, bursts: [{ at: 4, requests: 20, over: 3, promptTokens: 123_456 }] })
    alone.drain(() => 0.5)
    burst.drain(() => 0.5)
    const others = burst.prompts().flatMap((tokens, request) => (tokens === 123_456 ? [] : [request]))
    expect(others.map((request) => burst.requests.arrival[request])).toEqual(alone.arrivals())
    expect(others.map((request) => burst.requests.promptTokens[request])).toEqual(alone.prompts())
    const added = burst
      .prompts()
      .flatMap((tokens, request) => (tokens === 123_456 ? [burst.requests.arrival[request]] : []))
    expect(added.length).toBe(20)
    // one in each twentieth of the 3 s from 4 s on
    added.forEach((at, i) => {
      expect(at).toBeGreaterThan(4 + (3 * i) / 20)
      expect(at).toBeLessThan(4 + (3 * (i + 1)) / 20)
    })
    expect(burst.workload.expected).toBe(alone.workload.expected + 20)
  })
})
