/**
 * How iterations end: tokens come out, answers are complete, clients leave, and totals and tracks are booked.
 */
import type { Seconds } from '../../../kernel/units.ts'
import { Phase } from '../contracts/request.ts'
import type { Batch } from './batch.ts'
import { bookBusy } from './busy-time.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'
import { end } from './lifecycle.ts'
import { enterPhase } from './phases.ts'

/** Tokens come out of the batch in `slot`. */
export function endIteration(cluster: Cluster, instance: Instance, slot: number, now: Seconds): void {
  const batch = instance.batches[slot]
  const { state } = batch
  const { roles } = cluster
  bookBusy(cluster, instance, now)
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
  for (const hook of cluster.mechanisms.hooks.iterated) hook(batch, now)
  if (!stretch.isOn) stretch.begin(now)
  cluster.due[instance.index] = 1
}

/** Totals and tracks of an iteration that brought `out` tokens. */
export function bookIteration(cluster: Cluster, batch: Batch, out: number, now: Seconds): void {
  const { totals, recording } = cluster
  totals.iterations++
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
  const { requests } = cluster
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
    // One gap a round, however many tokens it brings: they come out together, and a reader waits once. Zeros between them would
    // say that half of the waits are none as soon as a round brings two; the time per token is TPOT.
    bookGap(cluster, since, 1)
  }
  endOrLeave(cluster, stream, streams, now)
  return out
}

/** Pieces of prompts: the last one of a prompt brings a token. Returns how many did. */
function endPieces(cluster: Cluster, instance: Instance, batch: Batch, now: Seconds): number {
  const { requests } = cluster
  const { computed, prefillTarget, prefilled, emitted, lastToken, largestGap, decodeTokens } = requests
  const { piece, pieceTokens } = batch
  const { pieces } = batch.state
  const { hooks } = cluster.mechanisms
  let out = 0
  for (let i = 0; i < pieces; i++) {
    const request = piece[i]
    const kv = instance.kv.of(request)
    computed[request] += pieceTokens[i]
    prefilled[request] += pieceTokens[i]
    instance.state.queuedTokens -= pieceTokens[i]
    if (instance.kv.publishes) kv.publish(request)
    for (const hook of hooks.computed) hook(instance, request)
    if (computed[request] < prefillTarget[request]) continue
    out++
    emitted[request]++
    kv.endPrefill(request)
    enterPhase(cluster, request, Phase.decode, now)
    decodeTokens[request] = cluster.roles.decoder.width(request)
    if (emitted[request] === 1) {
      firstToken(cluster, request, now)
      for (const hook of hooks.answering) hook(instance, request, now)
    } else {
      const since = now - lastToken[request]
      bookGap(cluster, since, 1)
      if (since > largestGap[request]) largestGap[request] = since
    }
    lastToken[request] = now
  }
  endOrLeave(cluster, piece, pieces, now)
  for (const hook of hooks.prefilled) hook(instance, batch, now)
  return out
}

/** Those whose answer is complete finish; those whose client went away meanwhile leave. */
export function endOrLeave(cluster: Cluster, rows: Int32Array, length: number, now: Seconds): void {
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
