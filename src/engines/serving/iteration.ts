/**
 * How iterations begin: the scheduler plans a batch, requests are admitted, and the batch's work becomes time. How they end
 * is in iteration-end.ts. This is where a run spends its time: loops read columns, allocate nothing, and ask roles once an
 * iteration wherever possible.
 */
import { priority } from '../../kernel/priorities.ts'
import { InvariantError } from '../../kernel/problem.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Batch } from './batch.ts'
import { type Cluster, EventKind, LIFE_BITS } from './cluster.ts'
import type { Instance } from './instance.ts'
import { bookIteration, endOrLeave } from './iteration-end.ts'
import { recordIteration, recordRest, recordStep } from './iteration-record.ts'
import { enterPhase } from './lifecycle.ts'
import { Phase } from './requests.ts'
import { bringBack } from './swapping.ts'

/** Starts the next iteration of an instance if it can start one now. */
export function startIteration(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state } = instance
  if (!state.alive || now < state.stageFree) return
  if (cluster.stretches[instance.index].isOn && runStretch(cluster, instance, now)) return
  const batch = instance.idleBatch()
  if (batch === null) return
  if (state.waitingLeft === 1) sweep(cluster, instance)
  if (instance.swapped.length > 0) bringBack(cluster, instance, now)
  const view = cluster.roles.views[instance.index]
  batch.open()
  view.prepare(batch, now)
  cluster.roles.schedulers[instance.index].plan(view)
  if (batch.length === 0) {
    rest(cluster, instance, now)
    return
  }
  if (batch.state.admitted > 0) admit(cluster, instance, batch, now)
  batch.close()
  if (cluster.roles.gate !== null) gateBatch(cluster, batch)
  launch(cluster, instance, batch, now)
}

/**
 * Iterations of a stretch, one after the other, as long as nothing else happens before their end: those need no event.
 * False when the next one must be planned after all, now.
 */
function runStretch(cluster: Cluster, instance: Instance, now: Seconds): boolean {
  const stretch = cluster.stretches[instance.index]
  const batch = instance.batches[0]
  const { state } = batch
  const { cost } = cluster.roles
  const { slowdown } = instance.state
  // What comes next cannot come earlier while a stretch runs: only an answer that is complete schedules anything.
  const limit =
    cluster.instances.length > 1 ? Number.NEGATIVE_INFINITY : Math.min(cluster.pace.until, cluster.queue.nextTime)
  let at = now
  for (let count = 0; ; count++) {
    if (!stretch.next()) {
      stretch.settle()
      cluster.pace.again = at > now
      return at > now
    }
    const end = at + cost.iteration(batch.work) * slowdown
    if (end >= limit || count === MOST_AT_ONCE) {
      launch(cluster, instance, batch, at)
      return true
    }
    state.start = at
    state.end = end
    recordStep(cluster, instance, batch, at)
    at = end
    cluster.pace.now = at
    const isComplete = stretch.endStep(at)
    if (isComplete) endOrLeave(cluster, batch.stream, state.streams, at)
    bookIteration(cluster, batch, state.streams, at)
    if (isComplete) {
      cluster.pace.again = true
      return true
    }
  }
}

/** Iterations without an event between: so many that a slice of events stays short. */
const MOST_AT_ONCE = 32

/** The batch's work becomes time, and its end an event. */
function launch(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const { state } = instance
  const { work } = batch
  const { cost } = cluster.roles
  const time = cost.iteration(work) * state.slowdown
  const start = Math.max(now, state.roomAt)
  const bs = batch.state
  bs.inFlight = true
  bs.members = instance.running.changes
  bs.start = start
  if (instance.pipeline === 1) {
    bs.end = start + time
    state.stageFree = bs.end
  } else {
    const stage = cost.stage(work) * state.slowdown
    state.stageFree = start + stage
    bs.end = Math.max(start + time, state.lastEnd + stage)
    cluster.queue.push(
      state.stageFree,
      priority.iterationEnd,
      EventKind.stageFree,
      instance.index,
      state.life << LIFE_BITS,
    )
  }
  state.lastEnd = bs.end
  const slot = instance.pipeline === 1 ? 0 : instance.batches.indexOf(batch)
  cluster.queue.push(
    bs.end,
    priority.iterationEnd,
    EventKind.iterationEnd,
    instance.index,
    slot | (state.life << LIFE_BITS),
  )
  recordIteration(cluster, instance, batch, now)
}

/** Waiting requests that the plan put into the batch hold blocks now and start (or resume) their prefill. */
function admit(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const { phase, computed } = cluster.requests
  for (let i = 0; i < batch.state.pieces; i++) {
    const request = batch.piece[i]
    if (phase[request] !== Phase.queued && phase[request] !== Phase.preempted) continue
    instance.state.queuedTokens -= computed[request] // what the prefix cache held need not be computed
    instance.running.push(request)
    enterPhase(cluster, request, Phase.prefill, now)
  }
  sweep(cluster, instance)
}

/** Requests that are not waiting any more leave the two queues. */
function sweep(cluster: Cluster, instance: Instance): void {
  const { phase } = cluster.requests
  instance.waiting.sweep((request) => phase[request] === Phase.queued || phase[request] === Phase.preempted)
  if (instance.swapped.length > 0) instance.swapped.sweep((request) => phase[request] === Phase.swapped)
  instance.state.waitingLeft = 0
}

function gateBatch(cluster: Cluster, batch: Batch): void {
  const gate = cluster.roles.gate
  if (gate === null) return
  const { computed } = cluster.requests
  const { experts } = batch.work
  gate.open()
  const { stream, streamTokens, piece, pieceTokens, state } = batch
  for (let i = 0; i < state.streams; i++) gate.route(stream[i], computed[stream[i]], streamTokens[i])
  for (let i = 0; i < state.pieces; i++) gate.route(piece[i], computed[piece[i]], pieceTokens[i])
  gate.close(experts, cluster.recording.experts?.value ?? null)
  let unique = 0
  for (let layer = 0; layer < experts.layers; layer++) unique += experts.unique[layer]
  cluster.totals.uniqueExperts += unique / experts.layers
  cluster.totals.expertIterations++
}

/** Nothing to process: the instance stands still until something comes. */
function rest(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state } = instance
  if (instance.isIdle && instance.running.length > 0 && state.linkFree <= now) {
    throw new InvariantError(`instance ${instance.index} at ${now} s: ${instance.running.length} running, none planned`)
  }
  const isStuck =
    instance.isIdle && instance.waiting.length > 0 && instance.running.length === 0 && state.linkFree <= now
  if (isStuck && instance.kv.usedBlocks === 0) {
    throw new InvariantError(
      `instance ${instance.index} at ${now} s: ${instance.waiting.length} waiting on an empty cache`,
    )
  }
  if (!instance.isIdle) return
  recordRest(cluster, instance, now)
}
