/** One run: one arm, one sweep point, one seed, as a simulation with its own recorder. */
import { createDraws } from '../kernel/draws.ts'
import type { Engine, Simulation, Summary } from '../kernel/engine.ts'
import { type Result, success } from '../kernel/problem.ts'
import { createNullRecorder, createRecorder, type TrackRecorder } from '../kernel/recorder.ts'
import { atOnce, type Steps } from '../kernel/steps.ts'
import type { Dataset } from '../traces/dataset.ts'
import type { ReadyArm } from './complete.ts'
import { NO_SUPPLIES, type Supplies } from './files.ts'

export interface ArmRun {
  readonly key: string
  readonly simulation: Simulation
  readonly recorder: TrackRecorder
}

type Data = Readonly<Record<string, Dataset>>

export const startArm = (engine: Engine, arm: ReadyArm, data: Data, supplies: Supplies = NO_SUPPLIES): Result<ArmRun> =>
  atOnce(startingArm(engine, arm, data, supplies))

/** In the engine's own steps, where it has any. */
export function* startingArm(
  engine: Engine,
  arm: ReadyArm,
  data: Data,
  supplies: Supplies = NO_SUPPLIES,
): Steps<Result<ArmRun>> {
  const recorder = createRecorder()
  const { key, seed, setup, events } = arm
  const context = { draws: createDraws(seed), recorder, events, data, ...supplies }
  const started = engine.starting ? yield* engine.starting(setup, context) : engine.start(setup, context)
  return started.ok ? success({ key, simulation: started.value, recorder }) : started
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
