/** Documents as running simulations, for laws: started, stepped, finished, with a watch against runs that never end. */

import type { Cluster } from '../../src/engines/serving/core/cluster.ts'
import { digestOf } from '../../src/engines/serving/metrics/summary.ts'
import type { ServingSimulation } from '../../src/engines/serving/simulation.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { createDigest } from '../../src/kernel/digest.ts'
import { completeDocument, type Ready } from '../../src/run/complete.ts'
import { type ArmRun, startArm } from '../../src/run/simulate.ts'
import { shelf } from './documents.ts'
import { suppliesOf } from './supplies.ts'

export interface LawRun extends ArmRun {
  readonly simulation: ServingSimulation
  readonly cluster: Cluster
}

const ready = new WeakMap<Experiment, Ready>()

/** A document is completed once, as everywhere; a copy of it is another document, and is completed again. */
export function readyOf(document: Experiment): Ready {
  const known = ready.get(document) ?? completeDocument(document, shelf)
  ready.set(document, known)
  return known
}

/** The arms that can start; those that cannot have told why, which test/laws/bad-input.test.ts looks at. */
export const startedArms = (document: Experiment): LawRun[] => startReady(document, readyOf(document))

/** The same of a document that has been completed before. */
export function startReady(document: Experiment, { engine, arms }: Ready): LawRun[] {
  if (engine === null) throw new Error('no engine')
  return arms.flatMap((arm) => {
    const started = startArm(engine, arm, shelf.resolve(document).data, suppliesOf(engine, arms))
    if (!started.ok) return []
    const simulation = started.value.simulation as ServingSimulation
    return [{ ...started.value, simulation, cluster: simulation.cluster }]
  })
}

/** Small documents need some thousands of events; a million means that the run does not end. */
const MOST_EVENTS = 1_000_000

/** Runs to the end in slices of `slice` events, calling `between` after each. */
export function finish(run: LawRun, slice = 4096, between?: () => void): LawRun {
  let events = 0
  while (run.simulation.advance(Number.POSITIVE_INFINITY, slice) === 'more') {
    events += slice
    if (events > MOST_EVENTS) throw new Error(`still running after ${events} events, at ${run.simulation.now} s`)
    between?.()
  }
  run.recorder.close(run.simulation.now)
  return run
}

/** All per-request times as bytes. */
export const timesOf = ({ cluster }: LawRun): string => digestOf(cluster)

/** Everything a chart could show of the whole run, track by track. */
export function tracksOf({ recorder, simulation }: LawRun): string {
  const digest = createDigest()
  for (const { id } of recorder.tracks) {
    const window = recorder.window(id, 0, simulation.now, 300)
    for (const column of Object.values(window ?? {})) {
      if (!ArrayBuffer.isView(column)) continue
      const numbers = Float64Array.from(column as Float64Array)
      digest.column(numbers, numbers.length)
    }
  }
  return digest.hex()
}
