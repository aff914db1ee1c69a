/**
 * Measures points of a document in a worker of the pool: no tracks, one point at a time, in slices so that the pool hears
 * that it is alive. The list of points is made once a document.
 */
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { type Point, pointsOf } from '../experiment/points.ts'
import type { Simulation } from '../kernel/engine.ts'
import { InvariantError, type Problem, type Result, success } from '../kernel/problem.ts'
import { patient, resolveArtefacts } from '../run/artefacts.ts'
import { engineOf, openEngine } from '../run/engines.ts'
import { figuresOf, figuresOfProblem, type PointFigures, startPoint } from '../run/measure-point.ts'
import { type Attainment, searchRate } from '../run/rate-search.ts'
import { Shelf } from '../run/shelf.ts'
import type { PointJob, PointWorker, RateJob } from './api.ts'
import type { LabOptions } from './lab.ts'

/** Milliseconds of work between two breaths: long beside a breath (0.02 ms), short beside the pool's patience of seconds. */
const SLICE = 50
/** Events between two looks at the clock, about 10 ms. */
const STRIDE = 2000

export function createPointWorker({ clock, breathe, fetchFile }: LabOptions): PointWorker {
  const shelf = new Shelf(fetchFile)
  let loaded: { readonly document: Experiment; readonly points: readonly Point[] } | null = null

  function load({ document, tables }: PointJob): void {
    for (const table of tables) shelf.put(table)
    loaded = { document, points: pointsOf(document).points }
  }

  async function toEnd(simulation: Simulation): Promise<void> {
    let rested = clock()
    while (simulation.advance(Number.POSITIVE_INFINITY, STRIDE) === 'more') {
      if (clock() - rested < SLICE) continue
      await breathe()
      rested = clock()
    }
  }

  async function gather(document: Experiment, point: Point): Promise<Result<null>> {
    await openEngine(document.engine.id)
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

  /** One rate of a search: the document with that rate, a run a seed. */
  async function attainmentAt(job: RateJob, rate: number, seeds: readonly number[]): Promise<Result<Attainment>> {
    const document = edit(withoutSweep(job.document), `arms.${job.arm}.${job.path}`, rate)
    const { points } = pointsOf(document, seeds)
    let sum = 0
    let overloaded = 0
    for (const point of points.filter(({ arm }) => arm === job.arm)) {
      const { problem, metrics, ending } = await measure(document, point)
      if (problem) return { ok: false, problems: [problem] }
      const share = metrics.find(({ id }) => id === ATTAINMENT)?.value ?? null
      if (share === null) return { ok: false, problems: [unjudged(rate)] }
      sum += share
      if (ending === 'overloaded') overloaded++
      await breathe()
    }
    return success({ share: sum / seeds.length, overloaded })
  }

  return {
    loadPoints: async (job) => load(job),
    async measurePoint(place) {
      const point = loaded?.points[place]
      if (!loaded || !point) throw new InvariantError(`point ${place} of ${loaded?.points.length ?? 0} was asked for`)
      return measure(loaded.document, point)
    },
    async searchRate(job, onStep) {
      for (const table of job.tables) shelf.put(table)
      const search = searchRate(job.spec, (rate, seeds) => attainmentAt(job, rate, seeds))
      for (;;) {
        const step = await search.next()
        if (step.done) return step.value
        onStep(step.value)
      }
    },
    isAlive: async () => true,
  }
}

/** The metric of every engine that judges requests by an objective. */
const ATTAINMENT = 'sloAttainment'

const withoutSweep = (document: Experiment): Experiment => edit(document, 'sweep', undefined)

const unjudged = (rate: number): Problem => ({
  code: 'nothing-judged',
  message: `At ${rate} requests/s no request had ended after the warm-up, so none could be judged.`,
  remedy: 'Ask for more requests, a longer run, or a shorter warm-up.',
})
