/**
 * Measures points of a document in a worker of the pool: no tracks, one point at a time, in slices so that the pool hears
 * that it is alive. The list of points is made once a document.
 */
import type { Experiment } from '../experiment/document.ts'
import { type Point, pointsOf } from '../experiment/points.ts'
import type { Simulation } from '../kernel/engine.ts'
import { InvariantError, type Result } from '../kernel/problem.ts'
import { patient, resolveArtefacts } from '../run/artefacts.ts'
import { attainmentOf } from '../run/attainment.ts'
import { engineOf, openEngine } from '../run/engines.ts'
import { figuresOf, figuresOfProblem, type PointFigures, startPoint } from '../run/measure-point.ts'
import { searchPlacements } from '../run/placement-search.ts'
import { searchRate } from '../run/rate-search.ts'
import { Shelf } from '../run/shelf.ts'
import { Stride } from '../run/stride.ts'
import type { PointJob, PointWorker } from './api.ts'
import type { LabOptions } from './lab.ts'

/** Milliseconds of work between two breaths: long beside a breath (0.02 ms), short beside the pool's patience of seconds. */
const SLICE = 50
/** Most events between two looks at the clock. */
const MOST_EVENTS = 2000

export function createPointWorker({ clock, breathe, fetchFile }: LabOptions): PointWorker {
  const shelf = new Shelf(fetchFile)
  let loaded: { readonly document: Experiment; readonly points: readonly Point[] } | null = null

  async function load({ document, tables }: PointJob): Promise<void> {
    for (const table of tables) shelf.put(table)
    await openEngine(document.engine.id)
    loaded = { document, points: pointsOf(document).points }
  }

  async function toEnd(simulation: Simulation): Promise<void> {
    const stride = new Stride(MOST_EVENTS)
    let rested = clock()
    let looked = rested
    while (simulation.advance(Number.POSITIVE_INFINITY, stride.events) === 'more') {
      const now = clock()
      stride.adapt(now - looked)
      looked = now
      if (now - rested < SLICE) continue
      await breathe()
      rested = clock()
      looked = rested
    }
  }

  async function gather(document: Experiment, point: Point): Promise<Result<null>> {
    const engine = engineOf(document.engine.id)
    if (!engine.ok) return engine
    const setups = [engine.value.complete(point.setup).setup]
    const gathered = await shelf.files.gather(engine.value, setups)
    return gathered.ok ? resolveArtefacts(engine.value, setups, shelf, { ...patient, breathe }) : gathered
  }

  async function measure(document: Experiment, point: Point): Promise<PointFigures> {
    const gathered = await gather(document, point)
    if (!gathered.ok) return figuresOfProblem(gathered.problems[0])
    const started = startPoint(document, point, shelf)
    if (!started.ok) return figuresOfProblem(started.problems[0])
    await toEnd(started.value)
    return figuresOf(started.value.summary())
  }

  /** For searches: between two runs whoever asks is heard. */
  async function measureAndRest(document: Experiment, point: Point): Promise<PointFigures> {
    const figures = await measure(document, point)
    await breathe()
    return figures
  }

  return {
    loadPoints: load,
    async measurePoint(place) {
      const point = loaded?.points[place]
      if (!loaded || !point) throw new InvariantError(`point ${place} of ${loaded?.points.length ?? 0} was asked for`)
      return measure(loaded.document, point)
    },
    async searchRate(job, onStep) {
      for (const table of job.tables) shelf.put(table)
      await openEngine(job.document.engine.id)
      const search = searchRate(job.spec, attainmentOf(job, measureAndRest))
      for (;;) {
        const step = await search.next()
        if (step.done) return step.value
        onStep(step.value)
      }
    },
    async searchPlacements(job, onPlaced) {
      for (const table of job.tables) shelf.put(table)
      await openEngine(job.document.engine.id)
      for await (const one of searchPlacements(job, (rate) => attainmentOf(rate, measureAndRest))) onPlaced(one)
    },
    isAlive: async () => true,
  }
}
