/** Drives whoever asks for batches of runs, as the referee does: every point is run here and now, one after the other. */
import { type Batch, type Measured, measuredOf } from '../experiment/referee/batch.ts'
import type { Judging } from '../experiment/referee/referee.ts'
import type { Shared } from '../kernel/engine.ts'
import type { MetricValues, UnitValues } from '../kernel/metric.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { patient, resolveArtefacts } from './artefacts.ts'
import { engineOf } from './engines.ts'
import { measurePoint } from './measure-point.ts'
import type { Shelf } from './shelf.ts'

type Place = Batch['points'][number]

/** What the referee reads of a run. */
export interface RunFigures {
  readonly metrics: MetricValues
  readonly units: UnitValues
}

/** How a point is run: with something changed around it, or not at all where it is known. */
export type RunPoint = (point: Place, run: (shared?: Shared) => Result<RunFigures>) => Result<RunFigures>

const asItStands: RunPoint = (_point, run) => run()

/**
 * Runs every set-up with every seed once: arms that differ in the figure alone share their runs, and so do worlds that leave an arm as it
 * is. What an engine knows to be the same in runs with a seed is done once, too. A run that fails is run again.
 */
export function onceEach(): RunPoint {
  const known = new Map<string, RunFigures>()
  const shared = new Map<number, Shared>()
  return (point, run) => {
    const key = JSON.stringify([point.setup, point.seed])
    const before = known.get(key)
    if (before !== undefined) return success(before)
    const ofSeed = shared.get(point.seed) ?? new Map<string, unknown>()
    shared.set(point.seed, ofSeed)
    const found = run(ofSeed)
    if (found.ok) known.set(key, found.value)
    return found
  }
}

export async function drive<Answer>(
  judging: Judging<Answer>,
  shelf: Shelf,
  runPoint: RunPoint = asItStands,
): Promise<Result<Answer>> {
  let step = judging.next()
  while (!step.done) {
    const measured = await measureBatch(step.value, shelf, runPoint)
    if (!measured.ok) return measured
    step = judging.next(measured.value)
  }
  return success(step.value)
}

async function measureBatch({ document, points }: Batch, shelf: Shelf, runPoint: RunPoint): Promise<Result<Measured>> {
  const gathered = await gather({ document, points }, shelf)
  if (!gathered.ok) return gathered
  const all: RunFigures[] = []
  for (const point of points) {
    const found = runPoint(point, (shared) => {
      const { summary, units, problem } = measurePoint(document, point, shelf, shared)
      return summary === null ? failure(...(problem ? [problem] : [])) : success({ metrics: summary.metrics, units })
    })
    if (!found.ok) return found
    all.push(found.value)
  }
  return success(measuredOf(all))
}

/** Weights and whatever other engines compute for these set-ups. */
async function gather({ document, points }: Batch, shelf: Shelf): Promise<Result<null>> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const setups = points.map(({ setup }) => engine.value.complete(setup).setup)
  const gathered = await shelf.files.gather(engine.value, setups)
  return gathered.ok ? resolveArtefacts(engine.value, setups, shelf, patient) : gathered
}
