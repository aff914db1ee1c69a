/** A stretch only saves work: with and without it every request has the same times, every track the same rows. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serving } from '../../../../src/engines/serving/index.ts'
import type { ServingSimulation } from '../../../../src/engines/serving/simulation.ts'
import { createDraws } from '../../../../src/kernel/draws.ts'
import { createRecorder } from '../../../../src/kernel/recorder.ts'

type Tree = Readonly<Record<string, unknown>>

/** Every double as a text of its own, −0 too. */
const shown = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** Runs to the end; `plain` takes back the schedulers' promise, so that every iteration is planned. */
function run(setup: Tree, mode: 'plain' | 'stretched', seed = 5) {
  const recorder = createRecorder()
  const completed = serving.complete(setup).setup
  const started = serving.start(completed, { draws: createDraws(seed), recorder, events: [], data: {} })
  if (!started.ok) throw new Error(started.problems[0].message)
  const simulation = started.value as ServingSimulation
  if (mode === 'plain') {
    for (const scheduler of simulation.cluster.roles.schedulers) Object.assign(scheduler, { keepsStreams: false })
  }
  while (simulation.advance(Number.POSITIVE_INFINITY, 97) === 'more');
  // Columns as text: an expectation takes longer over a column, number by number, than the run that wrote it.
  const tracks = recorder.tracks.map(({ id }) =>
    Object.entries(recorder.window(id, 0, simulation.now, 200) ?? {}).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array, shown).join() : value,
    ]),
  )
  return { report: simulation.summary().report, tracks }
}

const setups = fc
  .record({
    scheduler: fc.constantFrom('chunked-prefill', 'prefill-first', 'fcfs', 'static', 'shortest-first'),
    instances: fc.integer({ min: 1, max: 3 }),
    placement: fc.constantFrom('aggregated', 'disaggregated'),
    admission: fc.constantFrom('chunk-by-chunk', 'whole-prompt', 'expected-answers', 'no-eviction'),
    rate: fc.constantFrom(0.5, 2, 20),
    capacity: fc.integer({ min: 100, max: 2000 }),
    blockTokens: fc.constantFrom(1, 7, 16),
    output: fc.integer({ min: 1, max: 120 }),
    groups: fc.constantFrom(0, 2),
    patience: fc.constantFrom(0, 3),
    hostGB: fc.constantFrom(0, 8),
  })
  .map(
    (of): Tree => ({
      scheduler: { id: of.scheduler },
      placement:
        of.placement === 'aggregated'
          ? { id: 'aggregated', knobs: { instances: of.instances } }
          : { id: 'disaggregated', knobs: { prefillPipeline: of.instances } },
      admission: { id: of.admission },
      workload: { id: 'poisson', knobs: { rate: of.rate, requests: 40 } },
      lengths: {
        prompt: { id: 'log-normal', knobs: { mean: 40 } },
        output: { id: 'log-normal', knobs: { mean: of.output } },
      },
      kv: { capacityTokens: of.capacity * Math.ceil(of.blockTokens / 4), blockTokens: of.blockTokens },
      sharing: { groups: of.groups, tokens: 20 },
      clients: { patience: of.patience },
      preemption: of.hostGB > 0 ? { id: 'swap', knobs: { hostGB: of.hostGB } } : { id: 'recompute' },
    }),
  )

describe('a stretch of equal iterations', () => {
  it('changes no time, no total and no row of any track', () => {
    fc.assert(
      fc.property(setups, (setup) => {
        expect(run(setup, 'stretched')).toEqual(run(setup, 'plain'))
      }),
      { seed: 20261120, numRuns: 150 },
    )
  })

  it('is of those who run: one came back from the host while another’s client went away', () => {
    // found by the conservation law: as many streams as before, and a cancelled one among them was finished too
    const setup = {
      workload: { id: 'poisson', knobs: { rate: 1000, requests: 9 } },
      lengths: {
        prompt: { id: 'log-normal', knobs: { mean: 40 } },
        output: { id: 'uniform', knobs: { shortest: 1, width: 75 } },
      },
      clients: { patience: 1 },
      batching: { maxRunning: 32 },
      kv: { capacityTokens: 304 },
      preemption: { id: 'swap' },
    }
    for (let seed = 300; seed < 400; seed++) {
      const { report } = run(setup, 'stretched', seed)
      const { arrived, finished, cancelled, rejected } = report.requests as Readonly<Record<string, number>>
      expect(finished + cancelled + rejected, `seed ${seed}`).toBe(arrived)
    }
  })

  it('is up to date when a transfer asks what the receiver has set aside for its streams', () => {
    // random documents found one like it: the receiver's answers looked shorter than they were, and a request was let in too early
    const setup = {
      placement: { id: 'disaggregated' },
      workload: { id: 'poisson', knobs: { rate: 20, requests: 40 } },
      lengths: {
        prompt: { id: 'log-normal', knobs: { mean: 40 } },
        output: { id: 'log-normal', knobs: { mean: 25 } },
      },
      admission: { id: 'expected-answers' },
      kv: { capacityTokens: 100, blockTokens: 1 },
    }
    expect(run(setup, 'stretched')).toEqual(run(setup, 'plain'))
  })

  it('happens: streams alone in a cache with room are not planned again', () => {
    // given one request of 200 tokens: its 199 decode iterations are alike
    const setup = {
      workload: { id: 'poisson', knobs: { requests: 1 } },
      lengths: { output: { id: 'fixed', knobs: { tokens: 200 } } },
    }
    const started = serving.start(serving.complete(setup).setup, {
      draws: createDraws(1),
      recorder: createRecorder(),
      events: [],
      data: {},
    })
    if (!started.ok) throw new Error(started.problems[0].message)
    const simulation = started.value as ServingSimulation
    let plans = 0
    for (const scheduler of simulation.cluster.roles.schedulers) {
      const { plan } = scheduler
      Object.assign(scheduler, {
        plan: (view: never) => {
          plans++
          plan.call(scheduler, view)
        },
      })
    }
    while (simulation.advance(Number.POSITIVE_INFINITY, 1000) === 'more');
    // then only the pieces of the prompt, the first decode and the end are planned: 1,150 tokens or less, 512 a piece
    expect(simulation.cluster.totals.iterations).toBeGreaterThan(199)
    expect(plans).toBeLessThan(12)
  })
})
