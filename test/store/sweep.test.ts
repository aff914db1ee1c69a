/** The sweep in hand: what is measured, what is remembered, and what an edit makes stale. Workers run in process. */
import { describe, expect, it } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { createSweep, type Sweep, type SweepState } from '../../src/store/sweep.ts'
import { createPointPool, type PointLink } from '../../src/worker/pool.ts'
import { createPointWorker } from '../../src/worker/sweep-points.ts'

/** Ten short requests: a point takes a millisecond or two. */
const small: Experiment = {
  ...defaultExperiment(),
  setup: {
    workload: { id: 'poisson', knobs: { rate: 20, requests: 10 } },
    lengths: { output: { id: 'fixed', knobs: { tokens: 10 } } },
  },
}

const overRate = (...values: readonly number[]) => ({ axes: { x: { path: 'workload.rate', values } } })

function lab(document: Experiment, clock = () => performance.now()) {
  const documents = createDocumentStore({ document, problems: [] })
  let measured = 0
  let underWay = 0
  const start = (): PointLink => {
    const api = createPointWorker({
      clock: () => performance.now(),
      breathe: () => new Promise((next) => setImmediate(next)),
    })
    const counted = {
      ...api,
      async measurePoint(place: number) {
        measured++
        underWay++
        // A message from one worker to another is a turn of the page, in which a person may cancel.
        await new Promise((resolve) => setTimeout(resolve, 1))
        return api.measurePoint(place).finally(() => underWay--)
      },
    }
    return { api: counted, onError: () => undefined, terminate: () => undefined }
  }
  const pool = createPointPool({ start, size: 2 })
  const sweep = createSweep({
    document: documents,
    client: { tables: async () => [] },
    pool,
    words: () => serving.describe().metrics,
    clock,
  })
  return { documents, sweep, measured: () => measured, underWay: () => underWay }
}

/** Runs the sweep of the document and waits for its end. */
async function swept(sweep: Sweep): Promise<SweepState> {
  sweep.run()
  return until(sweep, ({ status }) => status !== 'running')
}

function until(sweep: Sweep, isReached: (state: SweepState) => boolean): Promise<SweepState> {
  return new Promise((resolve) => {
    const look = (state: SweepState) => isReached(state) && resolve(state)
    const stop = sweep.subscribe((state) => {
      if (look(state)) stop()
    })
    look(sweep.getState())
  })
}

describe('a sweep', () => {
  it('has a result for every point, in the order of the points', async () => {
    const { sweep } = lab({ ...small, sweep: overRate(5, 20, 80), arms: { a: {}, b: {} } })
    const { points, results, status } = await swept(sweep)
    expect(status).toBe('done')
    // 3 values × 2 arms, arms fastest
    expect(points.map(({ arm, at }) => `${arm} ${at.x}`)).toEqual(['a 5', 'b 5', 'a 20', 'b 20', 'a 80', 'b 80'])
    expect(results.every((result) => result?.ending === 'drained')).toBe(true)
    // equal arms share one luck, other rates do not
    expect(results[0]?.digest).toBe(results[1]?.digest)
    expect(results[0]?.digest).not.toBe(results[2]?.digest)
    sweep.close()
  })

  it('measures only what it has not measured before in the session', async () => {
    const { documents, sweep, measured } = lab({ ...small, sweep: overRate(5, 20) })
    await swept(sweep)
    expect(measured()).toBe(2)
    // when a value is added, then one point is new
    documents.getState().edit('sweep', overRate(5, 20, 80))
    const { remembered, results } = await swept(sweep)
    expect(measured()).toBe(3)
    expect(remembered).toBe(2)
    expect(results.every((result) => result !== null)).toBe(true)
    sweep.close()
  })

  it('keeps the reason of a point that cannot run, and measures the others', async () => {
    const values = ['llama-3.1-8b', 'llama-3.1-405b']
    const { sweep } = lab({ ...small, sweep: { axes: { x: { path: 'model', values } } } })
    const { results, status } = await swept(sweep)
    expect(status).toBe('done')
    expect(results[0]?.problem).toBeNull()
    expect(results[1]?.problem?.message).toMatch(/GB/)
    sweep.close()
  })

  it('can be cancelled, and keeps what it has', async () => {
    // given a clock that is a second on whenever it is asked, so that every point is a picture, and one point measured
    let now = 0
    const rates = Array.from({ length: 60 }, (_, place) => place + 1)
    const { sweep, underWay } = lab({ ...small, sweep: overRate(...rates) }, () => (now += 1000))
    sweep.run()
    await until(sweep, (state) => state.measured > 0)
    sweep.cancel()
    const { status, measured, points, results } = sweep.getState()
    expect(status).toBe('cancelled')
    // what was measured since the last picture is there too
    expect(results.filter((result) => result !== null).length).toBe(measured)
    expect(measured).toBeGreaterThan(0)
    expect(measured).toBeLessThan(60)
    // and what was under way comes to its end unheard
    await expect.poll(underWay).toBe(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(sweep.getState().measured).toBe(measured)
    expect(points.length).toBe(60)
    sweep.close()
  })
})

describe('an edit', () => {
  it('of a swept knob leaves the figures true, of any other makes them stale until it is undone', async () => {
    const { documents, sweep } = lab({ ...small, sweep: overRate(5, 20) })
    await swept(sweep)
    documents.getState().edit('setup.workload.knobs.rate', 33)
    expect(sweep.getState().isStale).toBe(false)
    documents.getState().edit('setup.workload.knobs.requests', 11)
    expect(sweep.getState().isStale).toBe(true)
    documents.getState().undo()
    expect(sweep.getState().isStale).toBe(false)
    // a place to look at changes no number; another seed does
    documents.getState().edit('view.at', 3)
    expect(sweep.getState().isStale).toBe(false)
    documents.getState().edit('seed', 2)
    expect(sweep.getState().isStale).toBe(true)
    sweep.close()
  })

  it('of the seed leaves a sweep over seeds true', async () => {
    const axes = { x: { path: 'workload.rate', values: [5] }, repeats: { path: 'seed', values: [1, 2] } }
    const { documents, sweep } = lab({ ...small, sweep: { axes } })
    await swept(sweep)
    documents.getState().edit('seed', 9)
    expect(sweep.getState().isStale).toBe(false)
    sweep.close()
  })

  it('runs a sweep that follows again, once it has come to rest', async () => {
    const { documents, sweep } = lab({ ...small, sweep: overRate(5, 20) })
    const before = await swept(sweep)
    sweep.follow(true)
    documents.getState().edit('setup.workload.knobs.requests', 11, 'drag')
    documents.getState().edit('setup.workload.knobs.requests', 12, 'drag')
    expect(sweep.getState().results).toEqual(before.results)
    const after = await until(sweep, ({ isStale, status }) => !isStale && status === 'done')
    expect(after.results[0]?.digest).not.toBe(before.results[0]?.digest)
    sweep.close()
  })
})

describe('a search', () => {
  it('tells every rate it tries, and what it found is stale after an edit of anything but the rate', async () => {
    const { documents, sweep } = lab(small)
    const range = { start: 20, min: 0.001, max: 40, target: 0.5, tolerance: 0.1, most: 40 }
    const spec = { ...range, seeds: [1], confirmSeeds: [] }
    sweep.search({ arm: 'a', path: 'workload.knobs.rate', spec })
    const { search } = await until(sweep, (state) => state.search.status === 'done')
    expect(search.steps.length).toBeGreaterThan(0)
    expect(search.outcome?.kind).toMatch(/found|always/)
    documents.getState().edit('setup.workload.knobs.rate', 7)
    expect(sweep.getState().search.isStale).toBe(false)
    documents.getState().edit('setup.workload.knobs.requests', 11)
    expect(sweep.getState().search.isStale).toBe(true)
    sweep.close()
  })
})
