/** What an instance's tracks say when an iteration begins, and when none does. */
import type { Seconds } from '../../kernel/units.ts'
import type { Batch } from './batch.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'
import { type InstanceRecording, markAll } from './recording.ts'

export function recordIteration(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const tracks = cluster.recording.instances[instance.index]
  const { state } = batch
  tracks.batch.value[0] = state.decodeTokens
  tracks.batch.value[1] = state.prefillTokens
  tracks.iteration.value[0] = state.end - state.start
  cluster.recording.experts?.mark(now)
  setOccupancy(tracks, instance)
  markAll(tracks.all, now)
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

/** Nothing is being processed from now on. */
export function recordRest(cluster: Cluster, instance: Instance, now: Seconds): void {
  const tracks = cluster.recording.instances[instance.index]
  tracks.batch.value.fill(0)
  tracks.iteration.value.fill(0)
  setOccupancy(tracks, instance)
  markAll(tracks.all, now)
}

function setOccupancy(tracks: InstanceRecording, instance: Instance): void {
  const { kv } = instance
  const used = kv.usedBlocks * kv.blockTokens
  const prefill = kv.prefillBlocks * kv.blockTokens
  if (used > instance.state.kvPeak) instance.state.kvPeak = used
  tracks.kv.value[0] = used - prefill
  tracks.kv.value[1] = prefill
  tracks.kv.value[2] = kv.idleBlocks * kv.blockTokens
  tracks.queue.value[0] = instance.running.length
  tracks.queue.value[1] = instance.waiting.length
  tracks.queue.value[2] = instance.swapped.length
}
