/**
 * How iterations begin: the scheduler plans a batch, requests are admitted, and the batch's work becomes time. How they end
 * is in iteration-end.ts. This is where a run spends its time: loops read columns, allocate nothing, and ask roles once an
 * iteration wherever possible.
 */
import { priority } from '../../../kernel/priorities.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Lane } from '../contracts/placement.ts'
import { isWaiting, Phase } from '../contracts/request.ts'
import type { Batch } from './batch.ts'
import { bookBusy } from './busy-time.ts'
import { type Cluster, EventKind, LIFE_BITS } from './cluster.ts'
import type { Instance } from './instance.ts'
import { bookIteration, endOrLeave } from './iteration-end.ts'
import { recordIteration, recordState, recordStep } from './iteration-record.ts'
import { enterPhase, sweepQueue } from './phases.ts'

/** Starts the next iteration of an instance if it can start one now. */
export function startIteration(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state } = instance
  if (!state.alive) return
  for (const hook of cluster.mechanisms.hooks.beginning) if (hook(instance, now)) return
  if (now < state.stageFree) {
    recordState(cluster, instance, now)
    return
  }
  if (cluster.stretches[instance.index].isOn && runStretch(cluster, instance, now)) return
  const batch = instance.idleBatch()
  if (batch === null) {
    recordState(cluster, instance, now)
    return
  }
  tidy(cluster, instance, now)
  if (planBatch(cluster, instance, batch, now, null)) return
  for (const hook of cluster.mechanisms.hooks.resting) if (hook(instance, now)) return
  rest(cluster, instance, now)
}

/** Before a plan: who has left is swept out, and who may come back does. */
export function tidy(cluster: Cluster, instance: Instance, now: Seconds): void {
  if (instance.state.waitingLeft === 1) sweepQueue(cluster, instance)
  for (const hook of cluster.mechanisms.hooks.asking) hook(instance, now)
}

/** Asks the scheduler for a batch and launches it; false when it is empty. */
export function planBatch(
  cluster: Cluster,
  instance: Instance,
  batch: Batch,
  now: Seconds,
  lane: Lane | null,
): boolean {
  const view = cluster.roles.views[instance.index]
  batch.open()
  view.prepare(batch, now, lane)
  cluster.roles.schedulers[instance.index].plan(view)
  if (batch.length === 0) return false
  if (batch.state.admitted > 0) admit(cluster, instance, batch, now)
  batch.close()
  for (const hook of cluster.mechanisms.hooks.batched) hook(instance, batch)
  launch(cluster, instance, batch, now)
  return true
}

/**
 * Iterations of a stretch, one after the other, as long as nothing else happens before their end: those need no event.
 * False when the next one must be planned after all, now.
 */
function runStretch(cluster: Cluster, instance: Instance, now: Seconds): boolean {
  const stretch = cluster.stretches[instance.index]
  const batch = instance.batches[0]
  const { state } = batch
  const cost = cluster.roles.costs[instance.index]
  const { slowdown } = instance.state
  const { timing, begun } = cluster.mechanisms.hooks
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
    let time = cost.iteration(batch.work) * slowdown
    for (const hook of timing) time = hook(instance, batch, time, at)
    const end = at + time
    if (end >= limit || count === MOST_AT_ONCE) {
      launch(cluster, instance, batch, at)
      return true
    }
    state.start = at
    state.end = end
    state.whole = end - at
    recordStep(cluster, instance, batch, at)
    for (const hook of begun) hook(at)
    at = end
    cluster.pace.now = at
    const isComplete = stretch.endStep(at)
    if (isComplete) endOrLeave(cluster, batch.stream, state.streams, at)
    cluster.totals.busy += at - state.start
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
  const cost = cluster.roles.costs[instance.index]
  let time = cost.iteration(work) * state.slowdown
  for (const hook of cluster.mechanisms.hooks.timing) time = hook(instance, batch, time, now)
  let begin = now
  for (const hook of cluster.mechanisms.hooks.delaying) begin = hook(instance, begin)
  const start = begin + (cluster.roles.schedulers[instance.index].roundTime ?? 0)
  const bs = batch.state
  if (instance.batches.length > 1) bookBusy(cluster, instance, now)
  bs.inFlight = true
  bs.members = instance.running.changes
  bs.whole = time
  bs.stopAt = 0
  bs.start = start
  if (instance.pool.partition) bs.end = start + time
  else if (instance.pipeline === 1) {
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
  for (const hook of cluster.mechanisms.hooks.launching) hook(instance, batch, begin)
  state.lastEnd = bs.end
  const slot = instance.batches.length === 1 ? 0 : instance.batches.indexOf(batch)
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
    if (!isWaiting(phase[request])) continue
    instance.state.queuedTokens -= computed[request] // what the prefix cache held need not be computed
    instance.running.push(request)
    enterPhase(cluster, request, Phase.prefill, now)
  }
  sweepQueue(cluster, instance)
}

/** Whether anybody with blocks has something to process: not a prompt of which no more is known yet. */
function couldRun({ requests, roles }: Cluster, { index, running }: Instance): boolean {
  const view = roles.views[index]
  for (let i = 0; i < running.length; i++) {
    const request = running.at(i)
    if (requests.phase[request] === Phase.decode || view.promptLeft(request) > 0) return true
  }
  return false
}

function isAnyKnown({ roles }: Cluster, { index, waiting }: Instance): boolean {
  const view = roles.views[index]
  for (let i = 0; i < waiting.length; i++) if (view.promptLeft(waiting.at(i)) > 0) return true
  return false
}

/** Nothing to begin: the instance goes on with what it has, or stands still until something comes. */
export function rest(cluster: Cluster, instance: Instance, now: Seconds): void {
  const isAwaiting = cluster.mechanisms.hooks.awaiting.some((hook) => hook(instance, now))
  if (!isAwaiting && instance.isIdle && couldRun(cluster, instance)) {
    throw new InvariantError(`instance ${instance.index} at ${now} s: ${instance.running.length} running, none planned`)
  }
  const isStuck = !isAwaiting && instance.isIdle && instance.waiting.length > 0 && instance.running.length === 0
  if (isStuck && instance.kv.usedBlocks === 0 && isAnyKnown(cluster, instance)) {
    throw new InvariantError(
      `instance ${instance.index} at ${now} s: ${instance.waiting.length} waiting on an empty cache`,
    )
  }
  recordState(cluster, instance, now)
}
