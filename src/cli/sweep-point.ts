/** One point of a sweep as a run without tracks. A point that cannot run is a row with its problem, not the end of the sweep. */
import type { Experiment } from '../experiment/document.ts'
import type { Point } from '../experiment/points.ts'
import type { Summary } from '../kernel/engine.ts'
import { type Problem, type Result, success } from '../kernel/problem.ts'
import { eventsOf } from '../run/complete.ts'
import { engineOf } from '../run/engines.ts'
import type { Shelf } from '../run/shelf.ts'
import { summaryOf } from '../run/simulate.ts'

export interface SweepRow {
  readonly point: Point
  /** Swept values by the path of their knob. */
  readonly at: Readonly<Record<string, unknown>>
  readonly summary: Summary | null
  readonly problem: Problem | null
}

export function runPoint(document: Experiment, point: Point, shelf: Shelf): Result<SweepRow> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const axes = document.sweep?.axes ?? {}
  const at = Object.fromEntries(Object.entries(point.at).map(([key, value]) => [axes[key].path, value]))
  const { setup, problems } = engine.value.complete(point.setup)
  // A mended value would be a point that nobody asked for.
  const [wrong] = problems
  if (wrong) return success({ point, at, summary: null, problem: wrong })
  const { events } = eventsOf(document, point.arm, point.setup, engine.value)
  const arm = { key: point.arm, seed: point.seed, setup, events }
  const run = summaryOf(engine.value, arm, shelf.resolve(document).data)
  return success({ point, at, summary: run.ok ? run.value : null, problem: run.ok ? null : run.problems[0] })
}
