/**
 * Iterations: the scheduler plans a batch, its work becomes time, and when it ends tokens come out. This is where a run
 * spends its time: loops read columns, allocate nothing, and ask roles once an iteration wherever possible.
 */

import { priority } from '../../kernel/priorities.ts'
import { InvariantError } from '../../kernel/problem.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Batch } from './batch.ts'
import { type Cluster, EventKind, LIFE_BITS } from './cluster.ts'
import type { Instance } from './instance.ts'
import { end, enterPhase, moveOverHostLink } from './lifecycle.ts'
import { type InstanceRecording, markAll } from './recording.ts'
import { Phase } from './requests.ts'

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

/** Swapped requests come back in order while their blocks fit: room is taken now, bytes move, then they run. */
function bringBack(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { requests, queue } = cluster
  while (instance.swapped.length > 0) {
    const request = instance.swapped.at(0)
    // The rest of its prompt and the next token have a place too: two that came back with less would push each other out.
    if (instance.running.length >= instance.maxRunning) return
    const next = requests.computed[request] + requests.decodeTokens[request]
    if (!instance.kv.reopen(request, Math.max(requests.prefillTarget[request], next))) return
    const kv = instance.kv.of(request)
    const bytes = Math.ceil(requests.computed[request] / kv.blockTokens) * cluster.blockBytes
    instance.swapped.dropFront(1)
    const arrives = moveOverHostLink(cluster, instance, bytes, Math.max(now, instance.state.roomAt))
    queue.push(
      arrives,
      priority.transferEnd,
      EventKind.swapIn,
      request,
      instance.index | (instance.state.life << LIFE_BITS),
    )
  }
}

/** The last byte is back: the request runs where it left off. */
export function endSwapIn(cluster: Cluster, instance: Instance, request: number, now: Seconds): void {
  const { requests } = cluster
  if (requests.phase[request] !== Phase.swapped) return // its client left meanwhile
  const kv = instance.kv.of(request)
  instance.state.hostBytes -= Math.ceil(requests.computed[request] / kv.blockTokens) * cluster.blockBytes
  const isDecoding = requests.computed[request] >= requests.prefillTarget[request]
  if (isDecoding) kv.endPrefill(request)
  instance.running.push(request)
  enterPhase(cluster, request, isDecoding ? Phase.decode : Phase.prefill, now)
  cluster.due[instance.index] = 1
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

/** Tokens come out of the batch in `slot`. */
export function endIteration(cluster: Cluster, instance: Instance, slot: number, now: Seconds): void {
  const batch = instance.batches[slot]
  const { state } = batch
  const { roles } = cluster
  state.inFlight = false
  const stretch = cluster.stretches[instance.index]
  // A patch may have put in a decoder that drafts nothing while drafts were being verified: they are given back too.
  const isDrafting = roles.decoder.drafts !== null || batch.verifies
  let decoded = state.streams
  if (stretch.isOn) {
    if (stretch.endStep(now)) endOrLeave(cluster, batch.stream, state.streams, now)
  } else {
    decoded = isDrafting ? endRounds(cluster, instance, batch, now) : endSteps(cluster, instance, batch, now)
  }
  const started = state.pieces > 0 ? endPieces(cluster, instance, batch, now) : 0
  bookIteration(cluster, batch, decoded + started, now)
  if (isDrafting) bookAcceptance(cluster, state.streams, now)
  if (!stretch.isOn) stretch.begin(now)
  cluster.due[instance.index] = 1
}

/** Totals and tracks of an iteration that brought `out` tokens. */
function bookIteration(cluster: Cluster, batch: Batch, out: number, now: Seconds): void {
  const { totals, recording } = cluster
  totals.iterations++
  totals.busy += now - batch.state.start
  totals.tokensProcessed += batch.tokens
  totals.tokensEmitted += out
  recording.tokens.value[0] += out
  recording.tokens.value[1] += batch.state.prefillTokens
  recording.tokens.mark(now)
  if (totals.worstGap > 0) {
    recording.itl.value[0] = totals.worstGap
    recording.itl.mark(now)
    totals.worstGap = 0
    // Asked once an iteration, so that the loops over streams need not ask.
    if (now < cluster.setup.horizon.warmUp) cluster.gaps.clear()
  }
}

/** Streams without drafts: one token each. The innermost loop of a run; whatever is rare comes after it. */
function endSteps(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): number {
  const { computed, emitted, outputTokens, lastToken, largestGap } = cluster.requests
  const { stream } = batch
  const { streams } = batch.state
  let ending = 0
  // Streams of one batch mostly share their last token's time: equal gaps are booked together.
  let gap = -1
  let gapCount = 0
  for (let i = 0; i < streams; i++) {
    const request = stream[i]
    computed[request]++
    const count = emitted[request] + 1
    emitted[request] = count
    if (count >= outputTokens[request]) ending++
    const since = now - lastToken[request]
    lastToken[request] = now
    if (since > largestGap[request]) largestGap[request] = since
    if (since === gap) gapCount++
    else {
      if (gapCount > 0) bookGap(cluster, gap, gapCount)
      gap = since
      gapCount = 1
    }
  }
  if (gapCount > 0) bookGap(cluster, gap, gapCount)
  if (instance.kv.publishes) for (let i = 0; i < streams; i++) instance.kv.of(stream[i]).publish(stream[i])
  if (ending > 0 || cluster.totals.leaving > 0) endOrLeave(cluster, stream, streams, now)
  return streams
}

/** Streams with drafts: each emits what the verification accepted and one token more, and gives back the rest's blocks. */
function endRounds(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): number {
  const { requests, totals } = cluster
  const { decoder } = cluster.roles
  const { computed, emitted, outputTokens, lastToken, largestGap, decodeTokens } = requests
  const { stream, streamTokens } = batch
  const { streams } = batch.state
  let out = 0
  for (let i = 0; i < streams; i++) {
    const request = stream[i]
    const tokens = streamTokens[i]
    const fresh = decoder.emit(request, tokens, outputTokens[request] - emitted[request])
    computed[request] += fresh
    emitted[request] += fresh
    out += fresh
    const kv = instance.kv.of(request)
    if (fresh < tokens) kv.trim(request, tokens - fresh)
    if (instance.kv.publishes) kv.publish(request)
    decodeTokens[request] = decoder.width(request)
    const since = now - lastToken[request]
    lastToken[request] = now
    if (since > largestGap[request]) largestGap[request] = since
    bookGap(cluster, since, 1)
    if (fresh > 1) cluster.gaps.add(0, fresh - 1) // tokens of one round come out together
  }
  totals.rounds += streams
  endOrLeave(cluster, stream, streams, now)
  return out
}

/** Pieces of prompts: the last one of a prompt brings a token. Returns how many did. */
function endPieces(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): number {
  const { requests } = cluster
  const { computed, prefillTarget, emitted, lastToken, largestGap, decodeTokens } = requests
  const { piece, pieceTokens } = batch
  const { pieces } = batch.state
  let out = 0
  for (let i = 0; i < pieces; i++) {
    const request = piece[i]
    const kv = instance.kv.of(request)
    computed[request] += pieceTokens[i]
    instance.state.queuedTokens -= pieceTokens[i]
    if (instance.kv.publishes) kv.publish(request)
    if (computed[request] < prefillTarget[request]) continue
    out++
    emitted[request]++
    kv.endPrefill(request)
    enterPhase(cluster, request, Phase.decode, now)
    decodeTokens[request] = cluster.roles.decoder.width(request)
    if (emitted[request] === 1) firstToken(cluster, request, now)
    else {
      const since = now - lastToken[request]
      bookGap(cluster, since, 1)
      if (since > largestGap[request]) largestGap[request] = since
    }
    lastToken[request] = now
  }
  endOrLeave(cluster, piece, pieces, now)
  return out
}

/** Those whose answer is complete finish; those whose client went away meanwhile leave. */
function endOrLeave(cluster: Cluster, rows: Int32Array, length: number, now: Seconds): void {
  const { emitted, outputTokens } = cluster.requests
  for (let i = 0; i < length; i++) {
    const request = rows[i]
    if (emitted[request] >= outputTokens[request]) end(cluster, request, Phase.finished, now)
    else if (cluster.leaving.at[request] !== 0) end(cluster, request, cluster.leaving.at[request], now)
  }
}

function bookGap(cluster: Cluster, gap: Seconds, count: number): void {
  cluster.gaps.add(gap, count)
  if (gap > cluster.totals.worstGap) cluster.totals.worstGap = gap
}

function firstToken(cluster: Cluster, request: number, now: Seconds): void {
  const { requests, recording } = cluster
  requests.firstToken[request] = now
  recording.ttft.value[0] = now - requests.arrival[request]
  recording.ttft.mark(now)
}

function bookAcceptance(cluster: Cluster, rounds: number, now: Seconds): void {
  const { acceptance, totals, recording } = cluster
  const track = recording.acceptance
  if (track === null) return
  totals.accepted += acceptance[0]
  totals.rejectedDrafts += acceptance[1]
  totals.discarded += acceptance[2]
  totals.bonus += acceptance[3]
  for (let i = 0; i < 4; i++) track.value[i] += acceptance[i]
  track.value[4] += rounds
  acceptance.fill(0)
  track.mark(now)
}

function recordIteration(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
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
function recordStep(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): void {
  const { kv, iteration } = cluster.recording.instances[instance.index]
  const used = instance.kv.usedBlocks * instance.kv.blockTokens
  if (used > instance.state.kvPeak) instance.state.kvPeak = used
  kv.value[0] = used - kv.value[1]
  kv.value[2] = instance.kv.idleBlocks * instance.kv.blockTokens
  kv.mark(now)
  iteration.value[0] = batch.state.end - batch.state.start
  iteration.mark(now)
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
  const tracks = cluster.recording.instances[instance.index]
  tracks.batch.value.fill(0)
  tracks.iteration.value.fill(0)
  setOccupancy(tracks, instance)
  markAll(tracks.all, now)
}
