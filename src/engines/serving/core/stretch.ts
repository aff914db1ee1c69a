/**
 * A stretch: iterations in a row of one instance whose batch is the same streams, one token each. Nothing is decided in
 * them, so columns need not be touched either: the stretch counts its iterations and brings the columns up to date when it
 * ends. Times, tracks and blocks are those of the plain path to the last bit (a test compares digests); it is only that
 * an iteration of n streams costs one step instead of n.
 *
 * A stretch begins when a plan held nothing but streams and nobody waits, where the scheduler promises that such plans
 * repeat (`keepsStreams`). It ends when an answer is complete, when a block is lacking, or when anything else happens
 * anywhere: `settle` comes before every event that is not the end of an iteration.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { Batch } from './batch.ts'
import type { Cluster, Stretch } from './cluster.ts'
import type { Instance } from './instance.ts'
import { isHeld } from './phases.ts'

export class DecodeStretch implements Stretch {
  isOn = false
  private readonly cluster: Cluster
  private readonly instance: Instance
  private readonly batch: Batch
  /** Iterations that have ended since the columns were up to date. */
  private steps = 0
  /** Iterations after which the first answer is complete. */
  private most = 0
  private lastEnd: Seconds = 0
  private worstGap: Seconds = 0
  /** Streams that need a block at steps k, k + blockTokens, …: list k is rows[first[k]] … rows[first[k + 1] − 1]. */
  private readonly first: Int32Array
  private readonly rows: Int32Array
  private readonly cursor: Int32Array

  constructor(cluster: Cluster, instance: Instance) {
    this.cluster = cluster
    this.instance = instance
    this.batch = instance.batches[0]
    this.first = new Int32Array(instance.kv.blockTokens + 1)
    this.cursor = new Int32Array(instance.kv.blockTokens + 1)
    this.rows = new Int32Array(this.batch.stream.length)
  }

  /** After an iteration has ended and nobody left: begins where the next iterations are known to be alike. */
  begin(now: Seconds): void {
    const { cluster, instance, batch } = this
    const { state } = batch
    const { roles, requests, content, queue } = cluster
    // Most refusals first: prompts under way, and something else about to happen, for which it is not worth preparing.
    if (cluster.mechanisms.hooks.iterated.length > 0) return // somebody looks at every iteration
    if (state.pieces > 0 || queue.nextTime < now + 2 * (state.end - state.start)) return
    if (!roles.schedulers[instance.index].keepsStreams || roles.gate !== null || roles.decoder.drafts !== null) return
    if (roles.kvRead.grows) return
    if (instance.batches.length > 1 || instance.kv.ranks.length > 1 || cluster.totals.leaving > 0) return
    if (state.streams === 0 || state.streams !== instance.running.length || batch.verifies) return
    // As many may run as before and be others: one came back from the host while another's client went away.
    if (state.members !== instance.running.changes) return
    if (instance.waiting.length > 0 || isHeld(cluster, instance)) return
    const { computed, emitted, outputTokens } = requests
    const room = instance.kv.room.at
    const { blockTokens } = instance.kv
    const { first, cursor, rows } = this
    first.fill(0)
    let most = Number.POSITIVE_INFINITY
    for (let i = 0; i < state.streams; i++) {
      const request = batch.stream[i]
      if (instance.kv.publishes && content.has(request)) return // its blocks become findable as they fill
      const left = outputTokens[request] - emitted[request]
      if (left < most) most = left
      const free = room[request] - computed[request]
      if (free >= blockTokens)
        most = Math.min(most, free) // set aside far ahead: no block is due within this stretch
      else first[free + 1]++
    }
    if (most < 2) return
    for (let k = 0; k < blockTokens; k++) first[k + 1] += first[k]
    // A counting sort keeps the order of the batch: blocks are taken in the order in which a plan would.
    cursor.set(first)
    for (let i = 0; i < state.streams; i++) {
      const request = batch.stream[i]
      const free = room[request] - computed[request]
      if (free < blockTokens) rows[cursor[free]++] = request
    }
    batch.close() // a batch resumed from a checkpoint knows its entries, not their sums
    this.isOn = true
    this.steps = 0
    this.most = most
    this.lastEnd = now
    this.worstGap = 0
  }

  /** Takes the blocks of the next iteration and moves its work on by one token a stream; false when blocks are lacking. */
  next(): boolean {
    const { instance, batch, first, rows } = this
    const cache = instance.kv.ranks[0]
    const k = this.steps % cache.blockTokens
    if (first[k + 1] - first[k] > cache.freeBlocks) return false
    for (let i = first[k]; i < first[k + 1]; i++) cache.addBlock(rows[i])
    if (this.steps > 0) {
      const { streams } = batch.state
      batch.work.decodeContext += streams
      batch.work.decodePairs += streams
    }
    return true
  }

  /** An iteration of the stretch has ended; true when with it an answer is complete, and the columns are up to date. */
  endStep(now: Seconds): boolean {
    const gap = now - this.lastEnd
    const { streams } = this.batch.state
    this.cluster.gaps.add(gap, streams)
    if (gap > this.worstGap) this.worstGap = gap
    if (gap > this.cluster.totals.worstGap) this.cluster.totals.worstGap = gap
    this.lastEnd = now
    this.steps++
    if (this.steps < this.most) return false
    this.settle()
    return true
  }

  /** Columns as if every iteration had written them. */
  settle(): void {
    if (!this.isOn) return
    this.isOn = false
    const { steps, lastEnd, worstGap } = this
    if (steps === 0) return
    const { computed, emitted, lastToken, largestGap } = this.cluster.requests
    const { stream, state } = this.batch
    for (let i = 0; i < state.streams; i++) {
      const request = stream[i]
      computed[request] += steps
      emitted[request] += steps
      lastToken[request] = lastEnd
      if (worstGap > largestGap[request]) largestGap[request] = worstGap
    }
  }

  /** Forgets what it was about: the columns have been replaced by those of a checkpoint. */
  forget(): void {
    this.isOn = false
  }
}
