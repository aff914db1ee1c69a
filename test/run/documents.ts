/** Small documents for the tests of this folder, and what `run` makes of them. */
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import type { Engine } from '../../src/kernel/engine.ts'
import { completeDocument, type Ready } from '../../src/run/complete.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { Shelf } from '../../src/run/shelf.ts'

/** Twelve short requests on the default hardware, in about a second of simulated time. */
const small = {
  workload: { id: 'poisson', knobs: { rate: 20, requests: 12 } },
  lengths: {
    prompt: { id: 'fixed', knobs: { tokens: 300 } },
    output: { id: 'fixed', knobs: { tokens: 20 } },
  },
}

export function documentOf(change: Partial<Experiment> = {}): Experiment {
  return { ...defaultExperiment(), ...change, setup: { ...small, ...change.setup } }
}

export interface Whole extends Ready {
  readonly engine: Engine
}

export function completed(document: Experiment, shelf: Shelf = new Shelf()): Whole {
  const ready = completeDocument(document, shelf)
  if (ready.engine === null) throw new Error('the test needs an engine that is known')
  return { ...ready, engine: ready.engine }
}

export function liveRun(document: Experiment): LiveRun {
  const { engine, arms } = completed(document)
  const started = LiveRun.start(engine, arms, {})
  if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join(' '))
  return started.value
}

/** A clock that moves one millisecond each time it is asked. */
export function tickingClock(): () => number {
  let now = 0
  return () => now++
}

export function finished(document: Experiment): LiveRun {
  const run = liveRun(document)
  while (run.advance(1000, tickingClock()) === 'more');
  return run
}
