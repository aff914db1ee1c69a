/** Watching a run: iterations are told of at their end, those that are lost when they are cut short. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from './cluster.ts'

export type IterationListener = (instance: number, slot: number) => void
/** An iteration that does not get to its end: its instance dies, or the run is known no further. */
export type CutListener = (instance: number, slot: number, at: Seconds) => void

/** Every iteration of the instance that has begun and not ended, those that were stopped on the way included. */
export function cutShort({ instances }: Cluster, instance: number, at: Seconds, onCut: CutListener): void {
  for (const [slot, batch] of instances[instance].batches.entries()) if (batch.isOpen) onCut(instance, slot, at)
}
