/**
 * Queueing theory and decoding theory as oracles of whole runs: what a formula knows, the engine must come out with. Seeds are
 * fixed; each tolerance says where it comes from.
 *
 * A server of queueing theory is an instance whose batch cap is 1 and whose iterations all last the same: 10 ms of overhead on
 * the host beside some 0.2 ms of kernels of a small model. Its service time is then 10 ms for each output token.
 */
import { describe, expect, it } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'
import type { ServingSimulation } from '../../src/engines/serving/simulation.ts'
import { expectedAccepted } from '../../src/formulas/expected-accepted.ts'
import { requestsInside } from '../../src/formulas/littles-law.ts'
import { md1WaitingTime, mm1WaitingTime } from '../../src/formulas/waiting-time.ts'
import { exponential } from '../../src/kernel/distributions.ts'
import { createDraws } from '../../src/kernel/draws.ts'
import { createRecorder, type TrackRecorder } from '../../src/kernel/recorder.ts'
import { runToEnd } from '../../src/run/simulate.ts'
import type { ArrivalTable } from '../../src/traces/arrivals.ts'
import { holdsFor } from './documents.ts'
import { finish, startedArms } from './runs.ts'

const server = {
  model: { id: 'qwen3-0.6b' },
  batching: { maxRunning: 1 },
  scheduler: { id: 'chunked-prefill' },
  prefixCache: { id: 'none' },
  kv: { capacityTokens: 65_536 },
  cost: { iterationOverheadUs: 10_000, layerOverheadUs: 0 },
}
const fixed = (tokens: number) => ({ id: 'fixed', knobs: { tokens } })

interface Outcome {
  readonly simulation: ServingSimulation
  readonly recorder: TrackRecorder
  /** By request, seconds: arrival to end, and arrival to first token. */
  readonly inside: Float64Array
  readonly toFirst: Float64Array
}

function run(setup: object, table?: ArrivalTable): Outcome {
  const { setup: whole, problems } = serving.complete(setup)
  expect(problems).toEqual([])
  const recorder = createRecorder()
  const data = table ? { trace: table } : {}
  const started = serving.start(whole, { draws: createDraws(1), recorder, events: [], data })
  if (!started.ok) throw new Error(started.problems[0].message)
  const simulation = started.value as ServingSimulation
  runToEnd(simulation)
  recorder.close(simulation.now)
  const { arrival, firstToken, ended, count } = simulation.cluster.requests
  return {
    simulation,
    recorder,
    inside: Float64Array.from({ length: count }, (_, i) => ended[i] - arrival[i]),
    toFirst: Float64Array.from({ length: count }, (_, i) => firstToken[i] - arrival[i]),
  }
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, each) => sum + each, 0) / values.length
const poisson = (rate: number, requests: number) => ({ id: 'poisson', knobs: { rate, requests } })

/** Seconds that a request of these lengths takes alone. */
const alone = (setup: object, output: number): number =>
  run({ ...setup, workload: poisson(1, 1), lengths: { prompt: fixed(1), output: fixed(output) } }).inside[0]

describe('one server', () => {
  it('serves a token in an iteration of the same length, whatever the answer', () => {
    const iteration = alone(server, 1)
    expect(iteration).toBeGreaterThan(0.01)
    expect(iteration).toBeLessThan(0.0105)
    expect(alone(server, 50)).toBeCloseTo(50 * iteration, 3)
  })

  it('keeps Poisson arrivals with equal service times waiting as M/D/1', () => {
    // given an answer of one token (one iteration s) and a server that is busy half of the time
    const s = alone(server, 1)
    const load = { workload: poisson(0.5 / s, 100_000), lengths: { prompt: fixed(1), output: fixed(1) } }
    // when 100,000 requests have come, then they waited s / 2 on average
    const waiting = mean(run({ ...server, ...load }).inside) - s
    const expected = md1WaitingTime(0.5 / s, s)
    expect(expected).toBeCloseTo(0.5 * s, 10)
    // Waits of neighbours are alike: the mean of n of them has a standard deviation of at most 5.4 s / √n at half load (M/M/1,
    // Daley 1968), 0.017 s here: 3.4 % of the wait.
    expect(Math.abs(waiting / expected - 1)).toBeLessThan(0.034)
  })

  it('keeps Poisson arrivals with exponential service times waiting as M/M/1', () => {
    // given 40,000 answers of exponential length, mean 40 tokens, as a trace with Poisson arrivals at half load
    const token = alone(server, 40) / 40
    const table = exponentialTrace({ rows: 40_000, meanGap: 80 * token, meanOutput: 40 })
    const outcome = run({ ...server, workload: { id: 'trace' } }, table)
    const service = mean(table.outputTokens) * token
    const waiting = mean(outcome.toFirst) - token // the first token is out one iteration after the wait
    const rate = (table.length - 1) / table.arrival[table.length - 1]
    const expected = mm1WaitingTime(rate, service)
    // Standard deviation 5.4 s / √40,000 = 2.7 % of the wait; whole tokens change it by less than 1 %. Three of the former.
    expect(Math.abs(waiting / expected - 1)).toBeLessThan(0.08)
    // and the share that has to wait at all is the load (arrivals see time averages)
    const delayed = outcome.toFirst.filter((time) => time > token * 1.0001).length / table.length
    expect(delayed).toBeCloseTo(rate * service, 1)
  })

  it('waits by Pollaczek and Khinchine for log-normal answers: only mean and variation count', () => {
    // given answers with cv 1 from the set-up's own length distribution, at half load
    const token = alone(server, 40) / 40
    const answers = { id: 'log-normal', knobs: { mean: 40, cv: 1 } }
    const load = { workload: poisson(0.5 / (40 * token), 40_000), lengths: { prompt: fixed(1), output: answers } }
    const { simulation, toFirst } = run({ ...server, ...load })
    const { outputTokens, arrival, count } = simulation.cluster.requests
    // then the mean wait is λ E[S²] / 2 (1 − ρ), with the moments of what was drawn
    const lengths = Array.from(outputTokens.subarray(0, count))
    const rate = (count - 1) / arrival[count - 1]
    const first = mean(lengths) * token
    const second = mean(lengths.map((tokens) => (tokens * token) ** 2))
    const expected = (rate * second) / (2 * (1 - rate * first))
    // Three standard deviations as for M/M/1, and as much again for the heavier tail.
    expect(Math.abs((mean(toFirst) - token) / expected - 1)).toBeLessThan(0.12)
  })
})

describe("Little's law", () => {
  it('holds in any drained run: mean inside = arrival rate × mean time inside', () => {
    let tried = 0
    holdsFor(Number(process.env.LAWS_DOCUMENTS ?? 100), (document) => {
      for (const each of startedArms(document)) {
        finish(each)
        const { requests } = each.cluster
        const { now } = each.simulation
        if (each.simulation.summary().ending !== 'drained' || now === 0) continue
        // given the Gantt of the run: a span for every phase of every request, each at full resolution
        const spans = each.recorder.window('requests', 0, now, 1e6)
        if (spans?.kind !== 'span' || spans.fold !== 1) continue
        let area = 0
        for (let i = 0; i < spans.length; i++) area += spans.end[i] - spans.start[i]
        let stays = 0
        for (let i = 0; i < requests.count; i++) stays += requests.ended[i] - requests.arrival[i]
        // then its mean height is λ W, but for the rounding of sums and spans below a millionth of the run
        const inside = requestsInside(requests.count / now, stays / requests.count)
        expect(Math.abs(area / now - inside)).toBeLessThan(1e-3 * Math.max(1, inside))
        tried++
      }
    })
    expect(tried).toBeGreaterThan(50)
  })

  it('holds for the queue track of a loaded cluster', () => {
    const { simulation, recorder, inside } = run({ workload: poisson(20, 2000) })
    const queue = recorder.window('queue/0', 0, simulation.now, 4000)
    if (queue?.kind !== 'level') throw new Error('no queue track')
    let area = 0
    for (let i = 0; i < queue.length; i++) {
      const until = i + 1 < queue.length ? queue.start[i + 1] : queue.ends
      let height = 0
      for (let row = i; row < queue.mean.length; row += queue.length) height += queue.mean[row]
      area += height * (until - queue.start[i])
    }
    // The track is marked when iterations start: an arrival is seen up to one iteration (some 20 ms of a stay of 10 s) late.
    const expected = requestsInside(2000 / simulation.now, mean(inside))
    expect(Math.abs(area / simulation.now / expected - 1)).toBeLessThan(0.01)
  })
})

describe('speculation', () => {
  it('emits (1 − α^(γ+1)) / (1 − α) = 3.36 tokens a round at α 0.8 and γ 4, through the whole engine', () => {
    const decoder = {
      id: 'speculative',
      knobs: { draftLength: 4, process: { id: 'uniform', knobs: { rate: 0.8 } } },
    }
    const { simulation } = run({
      workload: poisson(10, 60),
      lengths: { prompt: fixed(100), output: fixed(2000) },
      decoder,
    })
    const { acceptance, tokensEmitted } = simulation.summary().report as {
      readonly acceptance: { readonly rounds: number; readonly tokensPerRound: number }
      readonly tokensEmitted: number
    }
    expect(expectedAccepted(0.8, 4)).toBeCloseTo(3.3616, 10)
    // 60 × 2,000 / 3.36 = 35,700 rounds whose tokens have a standard deviation of 1.6: 0.0085 for their mean, three of it; and
    // the last round of an answer is cut, 1.7 tokens of 2,000.
    expect(Math.abs(acceptance.tokensPerRound - 3.3616)).toBeLessThan(0.03)
    // each prompt brings the first token itself
    expect((tokensEmitted - 60) / acceptance.rounds).toBeCloseTo(3.36, 1)
  })
})

describe('closed loop', () => {
  const think = 1
  const loop = (clients: number) => {
    const workload = { id: 'closed-loop', knobs: { clients, think, requests: 4000 } }
    const { simulation, inside } = run({ ...server, workload, lengths: { prompt: fixed(1), output: fixed(20) } })
    return { throughput: 4000 / simulation.now, response: mean(inside) }
  }

  it('serves at most N / (R + Z) and 1 / R, and comes near both ends', () => {
    // given 20 iterations a request, R alone, and clients that think Z = 1 s
    const service = alone(server, 20)
    for (const clients of [1, 2, 5, 10, 40]) {
      const { throughput } = loop(clients)
      const bound = Math.min(clients / (service + think), 1 / service)
      // 2 %: 4,000 thinking times of mean 1 s have a mean within 1.6 % (one standard deviation)
      expect(throughput).toBeLessThan(bound * 1.02)
      if (clients === 1 || clients === 40) expect(throughput).toBeGreaterThan(bound * 0.97)
    }
  })

  it('obeys the response time law: R = N / X − Z', () => {
    for (const clients of [5, 40]) {
      const { throughput, response } = loop(clients)
      // Thinking times as above: 0.016 s of Z.
      expect(Math.abs(response - (clients / throughput - think))).toBeLessThan(0.05 * Math.max(think, response))
    }
  })
})

/** Poisson arrivals and exponential lengths, rounded up to whole tokens (which adds half a token on average, taken off again). */
function exponentialTrace({
  rows,
  meanGap,
  meanOutput,
}: Record<'rows' | 'meanGap' | 'meanOutput', number>): ArrivalTable {
  const gaps = createDraws(5).stream('gap')
  const lengths = createDraws(5).stream('length')
  const arrival = new Float64Array(rows)
  const outputTokens = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    arrival[row] = row === 0 ? 0 : arrival[row - 1] + exponential(gaps.at(row), meanGap)
    outputTokens[row] = Math.max(1, Math.round(exponential(lengths.at(row), meanOutput)))
  }
  return { title: 'M/M/1', length: rows, arrival, promptTokens: new Int32Array(rows).fill(1), outputTokens, hash: '' }
}
