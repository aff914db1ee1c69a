/**
 * One point of a sweep as a run without tracks. A point that cannot run is a result with its problem, not the end of the
 * sweep.
 */
import type { Experiment } from '../experiment/document.ts'
import type { Point } from '../experiment/points.ts'
import { createDraws } from '../kernel/draws.ts'
import type { Shared, Simulation, Summary } from '../kernel/engine.ts'
import type { MetricValues, UnitValues } from '../kernel/metric.ts'
import { failure, type Problem, type Result } from '../kernel/problem.ts'
import { createNullRecorder } from '../kernel/recorder.ts'
import { eventsOf } from './complete.ts'
import { engineOf } from './engines.ts'
import type { Shelf } from './shelf.ts'
import { runToEnd } from './simulate.ts'

export interface MeasuredPoint {
  readonly point: Point
  /** Swept values by the path of their knob. */
  readonly at: Readonly<Record<string, unknown>>
  readonly summary: Summary | null
  readonly units: UnitValues
  readonly problem: Problem | null
}

/** What the page needs of a point: no report, and nothing that it knows itself. */
export interface PointFigures {
  readonly digest: string
  /** null where the point could not run. */
  readonly ending: Summary['ending'] | null
  readonly metrics: MetricValues
  readonly units: UnitValues
  readonly problem: Problem | null
}

/** The simulation of a point at its start, recording nothing. */
export function startPoint(
  document: Experiment,
  point: Point,
  shelf: Shelf,
  shared: Shared = new Map(),
): Result<Simulation> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const { setup, problems } = engine.value.complete(point.setup)
  // A mended value would be a point that nobody asked for.
  const [wrong] = problems
  if (wrong) return failure(wrong)
  const { events } = eventsOf(document, point.arm, point.setup, engine.value)
  const { data } = shelf.resolve(document)
  return engine.value.start(setup, {
    draws: createDraws(point.seed),
    recorder: createNullRecorder(),
    events,
    data,
    ...shelf.supplies,
    shared,
  })
}

/** `shared`: of runs with its seed, where there are any. */
export function measurePoint(document: Experiment, point: Point, shelf: Shelf, shared?: Shared): MeasuredPoint {
  const axes = document.sweep?.axes ?? {}
  const at = Object.fromEntries(Object.entries(point.at).map(([key, value]) => [axes[key].path, value]))
  const started = startPoint(document, point, shelf, shared)
  if (!started.ok) return { point, at, summary: null, units: {}, problem: started.problems[0] }
  runToEnd(started.value)
  return { point, at, summary: started.value.summary(), units: unitsIn(started.value), problem: null }
}

/** The same as figures, for searches that may have to wait for them. */
export const measureFigures =
  (shelf: Shelf) =>
  async (document: Experiment, point: Point): Promise<PointFigures> => {
    const { summary, units, problem } = measurePoint(document, point, shelf)
    return summary ? figuresOf(summary, units) : figuresOfProblem(problem as Problem)
  }

export const unitsIn = (simulation: Simulation): UnitValues => simulation.units?.() ?? {}

export const figuresOf = ({ digest, ending, metrics }: Summary, units: UnitValues): PointFigures => ({
  digest,
  ending,
  metrics,
  units,
  problem: null,
})

export const figuresOfProblem = (problem: Problem): PointFigures => ({
  digest: '',
  ending: null,
  metrics: {},
  units: {},
  problem,
})
