/** Structures in an arena of their own, and runs of the engine: what the tests of look-ups are made with. */
import { indexLocality } from '../../../src/engines/index-locality/index.ts'
import { Arena } from '../../../src/engines/index-locality/memory/arena.ts'
import { Hierarchy } from '../../../src/engines/index-locality/memory/hierarchy.ts'
import type { LocalitySimulation } from '../../../src/engines/index-locality/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { createRecorder, type TrackRecorder } from '../../../src/kernel/recorder.ts'

const LEVEL = { lines: 512, ways: 8 }

export const arenaFor = (threads = 1): Arena => {
  const latency = [1, 5, 20, 30, 90].map((n) => n / 1e9)
  const caches = new Hierarchy({ l1: LEVEL, l2: LEVEL, last: null, latency }, threads)
  return new Arena({ caches, latency, lineCells: 8, operation: 1e-10 })
}

export interface Ran {
  readonly simulation: LocalitySimulation
  readonly recorder: TrackRecorder
  readonly digest: string
  /** NaN where the run has no such figure. */
  figure(metric: string): number
}

/** A run at its beginning; what is wrong with the set-up throws. */
export function started(subject: object, rest: object = {}, seed = 1) {
  const { setup, problems } = indexLocality.complete({ subject, ...rest })
  if (problems.length > 0) throw new Error(problems[0].message)
  const recorder = createRecorder()
  const context = { draws: createDraws(seed), recorder, events: [], data: {} }
  const begun = indexLocality.start(setup, context)
  if (!begun.ok) throw new Error(begun.problems[0].message)
  return { simulation: begun.value as LocalitySimulation, recorder }
}

/** A run to its end. */
export function ran(subject: object, rest: object = {}, seed = 1): Ran {
  const { simulation, recorder } = started(subject, rest, seed)
  while (simulation.advance(Infinity, 5000) === 'more');
  const { digest, metrics } = simulation.summary()
  return { simulation, recorder, digest, figure: (metric) => metrics[metric]?.value ?? Number.NaN }
}
