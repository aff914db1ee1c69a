/** One run: one arm, one sweep point, one seed, as a simulation with its own recorder. */
import { createDraws } from '../kernel/draws.ts'
import type { Engine, Simulation, Summary } from '../kernel/engine.ts'
import { type Result, success } from '../kernel/problem.ts'
import { createNullRecorder, createRecorder, type TrackRecorder } from '../kernel/recorder.ts'
import type { Dataset } from '../traces/dataset.ts'
import type { ReadyArm } from './complete.ts'
import { NO_SUPPLIES, type Supplies } from './files.ts'

export interface ArmRun {
  readonly key: string
  readonly simulation: Simulation
  readonly recorder: TrackRecorder
}

type Data = Readonly<Record<string, Dataset>>

export function startArm(engine: Engine, arm: ReadyArm, data: Data, supplies: Supplies = NO_SUPPLIES): Result<ArmRun> {
  const recorder = createRecorder()
  const started = engine.start(arm.setup, {
    draws: createDraws(arm.seed),
    recorder,
    events: arm.events,
    data,
    ...supplies,
  })
  return started.ok ? success({ key: arm.key, simulation: started.value, recorder }) : started
}

/** From start to end without tracks: what sweeps and laws want. */
export function summaryOf(
  engine: Engine,
  arm: ReadyArm,
  data: Data,
  supplies: Supplies = NO_SUPPLIES,
): Result<Summary> {
  const draws = createDraws(arm.seed)
  const started = engine.start(arm.setup, {
    draws,
    recorder: createNullRecorder(),
    events: arm.events,
    data,
    ...supplies,
  })
  if (!started.ok) return started
  runToEnd(started.value)
  return success(started.value.summary())
}

export function runToEnd(simulation: Simulation): void {
  while (simulation.advance(Number.POSITIVE_INFINITY, 100_000) === 'more');
}
