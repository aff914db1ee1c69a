/**
 * Blame: where the time of a request went, from its arrival to its end, or up to now where it has not ended. The run is simulated again and watched; every stretch of time
 * between two things that happen to a request is somebody's doing, and the parts add up to the whole exactly: they are counted in whole
 * nanoseconds, and what rounding leaves over goes to the largest part of its stretch.
 *
 * Out of an iteration, time is the queue's (or the context's, while that still streams in), the preemption's, the transfer's; of a
 * stream that stands still while its instance does something else, that of others' prompts; of one whose instance has died, that of the
 * death, until it runs again. In an iteration, also in one that its instance's death or the end of the run cuts short, a prompt owns what its
 * piece would have taken alone, and the rest is the others'; a stream owns what the streams would have taken without any prompt,
 * split by what bounds each operator, and the rest is the prompts'. What finding blocks takes is overhead of whoever is in it.
 */

import type { Limit } from '../../../kernel/limits.ts'
import { createNullRecorder } from '../../../kernel/recorder.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { BlameReport } from '../asked.ts'
import { contexts } from '../contracts/contexts.ts'
import { Phase, type RequestId } from '../contracts/request.ts'
import type { Batch } from '../core/batch.ts'
import type { Cluster } from '../core/cluster.ts'
import { factOf } from '../core/mechanism.ts'
import type { Past, Twin } from '../core/past.ts'
import { openRecording } from '../core/recording.ts'
import { type CutListener, cutShort } from '../core/watching.ts'
import type { CostModel } from '../cost/cost-setup.ts'
import { createWork, onePiece, type Work } from '../cost/work.ts'
import { goTo } from './look-again.ts'
import { lifeOf } from './past.ts'

export const blameParts = [
  'queueing',
  'context',
  'own prefill',
  'others’ prefill',
  'weights',
  'KV reads',
  'compute',
  'communication',
  'overhead',
  'preemption',
  'transfer',
  'instance died',
] as const
type Part = (typeof blameParts)[number]
const PARTS = blameParts.length
const place = (part: Part): number => blameParts.indexOf(part)

/** Whole nanoseconds: sums and differences of them are exact. */
const ticks = (at: Seconds): number => Math.round(at * 1e9)

/** Nanoseconds by request and part. */
class Ledger {
  private readonly rows = new Map<RequestId, Float64Array>()
  private readonly weights = new Float64Array(PARTS)

  row(request: RequestId): Float64Array {
    const known = this.rows.get(request)
    if (known) return known
    const row = new Float64Array(PARTS)
    this.rows.set(request, row)
    return row
  }

  whole(request: RequestId, part: Part, length: number): void {
    if (length > 0) this.row(request)[place(part)] += length
  }

  /** An iteration that was stopped and went on: what it took before was not waiting. */
  resumed(request: RequestId, before: number): void {
    const row = this.row(request)
    const moved = Math.max(0, Math.min(before, row[place('queueing')]))
    row[place('queueing')] -= moved
    row[place('own prefill')] += moved
  }

  /** Splits `length` by the shares in order of `blameParts`; whole numbers, what is over to the largest. */
  split(request: RequestId, shares: Float64Array, length: number): void {
    if (length <= 0) return
    const row = this.row(request)
    const { weights } = this
    let sum = 0
    let largest = 0
    for (let i = 0; i < PARTS; i++) {
      sum += shares[i]
      if (shares[i] > shares[largest]) largest = i
    }
    let left = length
    for (let i = 0; i < PARTS; i++) {
      weights[i] = sum > 0 ? Math.floor((length * shares[i]) / sum) : 0
      left -= weights[i]
    }
    weights[largest] += left
    for (let i = 0; i < PARTS; i++) row[i] += weights[i]
  }
}

/** `twin` stands at the beginning, or before the arrival where it is about one request. */
function watchBlame(twin: Twin, until: Seconds, only: RequestId | null): Ledger {
  const { cluster } = twin
  const { requests } = cluster
  const { completeAt } = factOf(cluster, contexts)
  const ledger = new Ledger()
  /** Up to where a request's time has been given away, and the phase it is in since. */
  const mark = new Map<RequestId, number>()
  const phase = new Map<RequestId, number>()
  const inLane = new Map<number, RequestId>()
  const isAsked = (request: RequestId): boolean => only === null || request === only

  const idle = (request: RequestId, at: number): void => {
    const since = mark.get(request)
    if (since === undefined || at <= since) return
    mark.set(request, at)
    const now = phase.get(request)
    if (now === Phase.preempted || now === Phase.swapped) ledger.whole(request, 'preemption', at - since)
    else if (now === Phase.transfer) ledger.whole(request, 'transfer', at - since)
    else if (now === Phase.killed) ledger.whole(request, 'instance died', at - since)
    else if (now === Phase.decode) ledger.whole(request, 'others’ prefill', at - since)
    else {
      const known = completeAt(request)
      const there = known < Number.POSITIVE_INFINITY ? Math.min(at, Math.max(since, ticks(known))) : at
      ledger.whole(request, 'context', known > requests.arrival[request] ? there - since : 0)
      ledger.whole(request, 'queueing', known > requests.arrival[request] ? at - there : at - since)
    }
  }
  const spans = {
    enter(lane: number, entered: number, at: Seconds, request = -1): void {
      inLane.set(lane, request)
      if (!isAsked(request)) return
      if (mark.has(request)) idle(request, ticks(at))
      else mark.set(request, ticks(requests.arrival[request]))
      phase.set(request, entered)
    },
    leave(lane: number, at: Seconds): void {
      const request = inLane.get(lane) ?? -1
      if (!mark.has(request)) return
      idle(request, ticks(at))
      mark.delete(request)
    },
  }
  cluster.recording = { ...openRecording(createNullRecorder(), cluster.recordingOptions), requests: spans }
  const shares = iterationShares(cluster)
  /** The time of an iteration up to `until` is given to those in it. */
  const share = (index: number, slot: number, until: number): void => {
    const batch = cluster.instances[index].batches[slot]
    const { state, stream, piece } = batch
    // One that was stopped at a boundary has not begun anew: what it took is behind it.
    const start = Math.min(until, state.inFlight ? ticks(state.start) : until)
    const before =
      ticks(state.whole) - (state.inFlight ? ticks(state.end) - ticks(state.start) : ticks(state.remaining))
    let streams: Float64Array | null = null
    for (let i = 0; i < state.streams; i++) {
      if (!isAsked(stream[i])) continue
      idle(stream[i], start)
      streams ??= shares.ofStreams(index, batch)
      ledger.split(stream[i], streams, until - start)
      mark.set(stream[i], until)
    }
    for (let i = 0; i < state.pieces; i++) {
      if (!isAsked(piece[i])) continue
      idle(piece[i], start)
      ledger.resumed(piece[i], before)
      ledger.split(piece[i], shares.ofPiece(index, batch, i), until - start)
      mark.set(piece[i], until)
    }
  }
  const cut: CutListener = (index, slot, at) => share(index, slot, ticks(at))
  twin.watch((index, slot) => share(index, slot, ticks(cluster.instances[index].batches[slot].state.end)), cut)
  goTo(twin, until)
  twin.watch(null)
  // Those who have not ended: their last iteration is under way, or they wait.
  for (const { index } of cluster.instances) cutShort(cluster, index, until, cut)
  for (const request of mark.keys()) idle(request, ticks(until))
  return ledger
}

/** What an iteration's time is made of, for its streams and for a piece of a prompt in it. */
function iterationShares(cluster: Cluster) {
  const { requests } = cluster
  const shares = new Float64Array(PARTS)
  const alone = createWork()
  /** Time of the batch by the model: what a lane's share or a slow instance makes of it is the same factor for all parts. */
  const whole = (cost: CostModel, batch: Batch): Seconds => cost.iteration(batch.work)
  return {
    ofStreams(index: number, batch: Batch): Float64Array {
      // Asked each time: what is patched while it runs has other roles since then.
      const cost = cluster.roles.costs[index]
      shares.fill(0)
      const work = withoutPrompts(batch.work, batch.state.decodeTokens)
      let own = 0
      for (const { operator, time, bound } of cost.explain(work)) {
        shares[place(partOf(operator, bound))] += time
        own += time
      }
      if (batch.state.pieces > 0) shares[place('others’ prefill')] += Math.max(0, whole(cost, batch) - own)
      return shares
    },
    ofPiece(index: number, batch: Batch, i: number): Float64Array {
      const cost = cluster.roles.costs[index]
      shares.fill(0)
      const all = whole(cost, batch)
      alone.experts.layers = batch.work.experts.layers
      alone.experts.unique.set(batch.work.experts.unique)
      alone.experts.peakUnique.set(batch.work.experts.peakUnique)
      const part = batch.pieceTokens[i] / Math.max(1, batch.tokens)
      for (let layer = 0; layer < alone.experts.layers; layer++) {
        alone.experts.peakPairs[layer] = batch.work.experts.peakPairs[layer] * part
      }
      const own = cost.iteration(onePiece(alone, batch.pieceTokens[i], requests.computed[batch.piece[i]]))
      // Its scheduler finds the blocks of everybody before anything of the iteration begins.
      const { lookUpTime } = batch.work
      shares[place('own prefill')] = Math.min(all - lookUpTime, own)
      shares[place('overhead')] = lookUpTime
      shares[place('others’ prefill')] = Math.max(0, all - lookUpTime - own)
      return shares
    },
  }
}

/** Of a stream's iteration, by what bounds the operator; reading is told apart by what is read. */
export function partOf(operator: string, bound: Limit): Part {
  if (bound === 'network') return 'communication'
  if (bound !== 'memory') return bound
  return operator.includes('attention decode') ? 'KV reads' : 'weights'
}

/** The work of a batch's streams alone. */
const withoutPrompts = (work: Work, decodeTokens: number): Work => ({
  ...work,
  tokens: decodeTokens,
  peakTokens: Math.min(work.peakTokens, decodeTokens),
  logitRows: Math.min(work.logitRows, decodeTokens),
  prefillSequences: 0,
  prefillPairs: 0,
  prefillContext: 0,
})

/** Seconds of a row: whole nanoseconds, so that they add up to the request's own time to the last digit. */
const seconds = (row: Float64Array): number[] => Array.from(row, (length) => length / 1e9)

/** Iterations of a run that is watched from its beginning: some seconds. */
const MOST_WATCHED = 400_000

/** Of one request, or (null) the mean of those that count. */
export function blame(past: Past, request: RequestId | null): BlameReport | null {
  if (request === null) {
    if (past.cluster.totals.iterations > MOST_WATCHED) return null
    return blameOfRun(past)
  }
  const life = lifeOf(past, request)
  return life === null ? null : blameOfRequest(past.twinBefore(life.from), request, life.end)
}

/** One request's time by part. */
function blameOfRequest(twin: Twin, request: RequestId, until: Seconds): BlameReport {
  const ledger = watchBlame(twin, until, request)
  return { parts: blameParts, requests: 1, seconds: seconds(ledger.row(request)) }
}

/** Nanoseconds by part of every request so far, by one look at the whole run. */
export const ledgerOfRun = (past: Past): Ledger => watchBlame(past.twinAtStart(), past.now, null)

/** Mean over the finished requests that count, by part. */
function blameOfRun(past: Past): BlameReport {
  const ledger = ledgerOfRun(past)
  const { requests, setup } = past.cluster
  const sum = new Float64Array(PARTS)
  let count = 0
  for (let request = 0; request < requests.count; request++) {
    const counts = requests.phase[request] === Phase.finished && requests.arrival[request] >= setup.horizon.warmUp
    if (!counts) continue
    count++
    const row = ledger.row(request)
    for (let i = 0; i < PARTS; i++) sum[i] += row[i]
  }
  return { parts: blameParts, requests: count, seconds: seconds(sum).map((each) => each / Math.max(1, count)) }
}
