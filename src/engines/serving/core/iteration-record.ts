/** What an instance's tracks say when an iteration begins, and when none does. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Batch } from './batch.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'
import { sweepQueue } from './phases.ts'
import { type InstanceRecording, markAll } from './recording.ts'

/** An iteration begins. */
export function recordIteration(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const tracks = cluster.recording.instances[instance.index]
  const { state } = batch
  if (instance.batches.length === 1) {
    tracks.batch.value[0] = state.decodeTokens
    tracks.batch.value[1] = state.prefillTokens
  } else sumBatches(tracks, instance)
  tracks.iteration.value[0] = state.end - state.start
  setOccupancy(cluster, tracks, instance)
  markAll(tracks.all, now)
  for (const hook of cluster.mechanisms.hooks.begun) hook(now)
}

/** The same where nobody came or went since the last one: batch and queue stay as they are. */
export function recordStep(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const { kv, iteration } = cluster.recording.instances[instance.index]
  const used = instance.kv.usedBlocks * instance.kv.blockTokens
  if (used > instance.state.kvPeak) instance.state.kvPeak = used
  kv.value[0] = used - kv.value[1]
  kv.value[2] = instance.kv.idleBlocks * instance.kv.blockTokens
  kv.mark(now)
  iteration.value[0] = batch.state.end - batch.state.start
  iteration.mark(now)
}

/**
 * No iteration begins, and something is not as it was: somebody came or left, one of several batches has ended, the instance stands
 * still or is dead. Without it a level would last until the next iteration, or for ever where none comes.
 */
export function recordState(cluster: Cluster, instance: Instance, now: Seconds): void {
  const tracks = cluster.recording.instances[instance.index]
  if (instance.state.waitingLeft === 1) sweepQueue(cluster, instance)
  sumBatches(tracks, instance)
  setOccupancy(cluster, tracks, instance)
  markAll(tracks.all, now)
}

/** Tokens of all batches under way, and the time of the iteration that began last. */
function sumBatches({ batch, iteration }: InstanceRecording, { batches }: Instance): void {
  let decode = 0
  let prefill = 0
  let newest: Batch | null = null
  for (const each of batches) {
    if (!each.state.inFlight) continue
    decode += each.state.decodeTokens
    prefill += each.state.prefillTokens
    if (newest === null || each.state.start >= newest.state.start) newest = each
  }
  batch.value[0] = decode
  batch.value[1] = prefill
  iteration.value[0] = newest === null ? 0 : newest.state.end - newest.state.start
}

function setOccupancy({ mechanisms }: Cluster, { kv: occupancy, queue }: InstanceRecording, instance: Instance): void {
  const { kv, state, running, waiting } = instance
  const others = mechanisms.queue
  const used = kv.usedBlocks * kv.blockTokens
  const prefill = kv.prefillBlocks * kv.blockTokens
  if (used > state.kvPeak) state.kvPeak = used
  occupancy.value[0] = used - prefill
  occupancy.value[1] = prefill
  occupancy.value[2] = kv.idleBlocks * kv.blockTokens
  queue.value[0] = running.length
  queue.value[1] = waiting.length
  for (let i = 0; i < others.length; i++) queue.value[2 + i] = others[i].of(instance)
}
