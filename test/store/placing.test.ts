/** The search for a placement: placements as they come, what an edit makes stale, and what it does not. The worker runs in process. */
import { expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { createPlacing, type Placing, type PlacingState } from '../../src/store/placing.ts'
import { createPointPool } from '../../src/worker/pool.ts'
import { createPointWorker } from '../../src/worker/sweep-points.ts'

const spec = {
  ...{ start: 4, min: 0.01, max: 1000, target: 0.9, tolerance: 0.2 },
  ...{ seeds: [1], confirmSeeds: [], most: 30 },
}
const job = {
  ...{ arm: 'a', path: 'workload.rate', spec },
  query: { most: 2, node: 8, affinity: 'high' as const },
}

function lab() {
  const setup = {
    workload: { id: 'poisson', knobs: { rate: 20, requests: 10 } },
    lengths: { output: { id: 'fixed', knobs: { tokens: 10 } } },
  }
  const documents = createDocumentStore({ document: { ...defaultExperiment(), setup }, problems: [] })
  const api = createPointWorker({
    clock: () => performance.now(),
    breathe: () => new Promise((next) => setImmediate(next)),
  })
  let ended = 0
  let searched: Promise<unknown> = Promise.resolve()
  const watched = {
    ...api,
    errand: (...args: Parameters<typeof api.errand>) => {
      searched = api.errand(...args)
      return searched
    },
  }
  const pool = createPointPool({
    start: () => ({ api: watched, onError: () => undefined, terminate: () => void ended++ }),
    size: 1,
  })
  const placing = createPlacing({ document: documents, client: { tables: async () => [] }, pool })
  return { documents, placing, ended: () => ended, searched: () => searched }
}

function until(placing: Placing, isReached: (state: PlacingState) => boolean): Promise<PlacingState> {
  return new Promise((resolve) => {
    const stop = placing.subscribe((state) => {
      if (!isReached(state)) return
      stop()
      resolve(state)
    })
  })
}

it('tells each placement as it is found, with the edits that take it over', async () => {
  const { placing, documents, ended } = lab()
  placing.search(job)
  const { placed } = await until(placing, ({ status }) => status === 'done')
  expect(placed.map(({ candidate }) => candidate.kind)).toEqual(['together', 'together', 'together', 'apart'])
  for (const { rate } of placed) expect(rate).toBeGreaterThan(0)
  await new Promise((next) => setTimeout(next))
  expect(ended()).toBe(1)
  // taking one over is no other question, and neither is another rate
  const edits = Object.entries(placed[3].edits).map(([path, value]) => [`setup.${path}`, value])
  documents.getState().editAll(Object.fromEntries(edits))
  documents.getState().edit('setup.workload.rate', 7)
  expect(placing.getState().isStale).toBe(false)
  documents.getState().edit('setup.model', 'qwen3-8b')
  expect(placing.getState().isStale).toBe(true)
  documents.getState().edit('setup.model', undefined)
  expect(placing.getState().isStale).toBe(false)
})

it('keeps what it has found when it is cancelled, and hears nothing more', async () => {
  const { placing, ended, searched } = lab()
  placing.search(job)
  await until(placing, ({ placed }) => placed.length === 1)
  placing.cancel()
  expect(placing.getState()).toMatchObject({ status: 'cancelled', placed: { length: 1 } })
  expect(ended()).toBe(1)
  // a worker in process cannot be ended: it goes on to its last placement, unheard
  await searched()
  expect(placing.getState().placed).toHaveLength(1)
})
