/**
 * Watches a run and writes trace events: iterations as complete events (X) in a thread a batch slot, operators inside; a
 * request as an asynchronous event (b, e) with its phases inside; KV, queue and drafts as counters (C); an arrow (s, f)
 * from the iteration that took a request's blocks to the one that computed it again. Times are microseconds.
 */
import { createNullRecorder } from '../../../kernel/recorder.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { openRecording } from '../recording.ts'
import { Phase, phaseNames } from '../requests.ts'
import type { Twin } from './look-again.ts'

/** Above this viewers get slow; what lies beyond is left out. */
const MOST_EVENTS = 200_000
/** Operators are shown in runs of at most so many iterations: about ten each. */
const MOST_WITH_OPERATORS = 4000
const MOST_COUNTERS = 40_000

export const REQUESTS_PID = 1
export const instancePid = (instance: number): number => 2 + instance

export interface TraceEvent {
  readonly ph: 'X' | 'b' | 'e' | 'C' | 's' | 'f' | 'M'
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly cat?: string
  readonly id?: string
  /** The end of an arrow belongs to the event that encloses it. */
  readonly bp?: 'e'
  readonly args?: Readonly<Record<string, number | string>>
}

export interface CollectedTrace {
  readonly events: readonly TraceEvent[]
  /** All that happened until then is there. */
  readonly coveredUntil: Seconds
  readonly showsOperators: boolean
  /** Counters are written every so many iterations. */
  readonly stride: number
}

interface Place {
  readonly pid: number
  readonly tid: number
  readonly ts: number
}

export function collectTrace(
  twin: Twin,
  { until, iterations }: { readonly until: Seconds; readonly iterations: number },
): CollectedTrace {
  const { cluster } = twin
  const showsOperators = iterations <= MOST_WITH_OPERATORS
  const stride = Math.max(1, Math.ceil((3 * iterations) / MOST_COUNTERS))
  const events: TraceEvent[] = []
  const openPhase = new Map<number, { readonly request: number; readonly phase: number }>()
  /** Requests without their blocks: when they lost them, and the iteration that began then, once it has ended. */
  const lost = new Map<number, { readonly at: Seconds; readonly instance: number; place: Place | null }>()
  let arrows = 0
  let seen = 0

  const request = (ph: 'b' | 'e', name: string, row: number, at: Seconds): void => {
    events.push({ ph, cat: 'request', id: `r${row}`, name, pid: REQUESTS_PID, tid: 0, ts: micro(at) })
  }
  const closePhase = (lane: number, at: Seconds): number => {
    const open = openPhase.get(lane)
    if (!open) return -1
    request('e', phaseNames[open.phase], open.request, at)
    openPhase.delete(lane)
    return open.request
  }
  const spans = {
    enter(lane: number, phase: number, at: Seconds, row = -1): void {
      if (closePhase(lane, at) < 0) request('b', `request ${row}`, row, at)
      request('b', phaseNames[phase], row, at)
      openPhase.set(lane, { request: row, phase })
      if (phase === Phase.preempted || phase === Phase.swapped)
        lost.set(row, { at, instance: cluster.requests.instance[row], place: null })
    },
    leave(lane: number, at: Seconds): void {
      const row = closePhase(lane, at)
      if (row < 0) return
      request('e', `request ${row}`, row, at)
      lost.delete(row)
    },
  }

  function iteration(index: number, slot: number): void {
    const instance = cluster.instances[index]
    const batch = instance.batches[slot]
    const { state, work } = batch
    const place = { pid: instancePid(index), tid: slot + 1, ts: micro(state.start) }
    const dur = micro(state.end) - place.ts
    events.push({
      ph: 'X',
      name: state.prefillTokens === 0 ? 'decode' : state.decodeTokens === 0 ? 'prefill' : 'decode + prefill',
      ...place,
      dur,
      args: {
        decodeTokens: state.decodeTokens,
        prefillTokens: state.prefillTokens,
        sequences: state.streams + state.pieces,
      },
    })
    if (showsOperators) operators(place, dur, cluster.roles.costs[index].explain(work))
    for (const gone of lost.values())
      if (!gone.place && gone.instance === index && gone.at <= state.end) gone.place = place
    const batched = [...batch.stream.slice(0, state.streams), ...batch.piece.slice(0, state.pieces)]
    for (const row of batched) arrowTo(row, place)
    if (seen++ % stride === 0) counters(index, place)
  }

  function operators(
    place: Place,
    dur: number,
    terms: readonly { operator: string; time: number; bound: string }[],
  ): void {
    const total = terms.reduce((sum, { time }) => sum + time, 0)
    let done = 0
    for (const { operator, time, bound } of terms) {
      if (time <= 0) continue
      // A slowed instance takes longer than its operators: they are drawn stretched, their own time is in `args`.
      const ts = place.ts + (done / total) * dur
      done += time
      const end = Math.min(place.ts + (done / total) * dur, place.ts + dur)
      events.push({ ph: 'X', name: operator, ...place, ts, dur: end - ts, args: { bound, ms: time * 1e3 } })
    }
  }

  function arrowTo(row: number, place: Place): void {
    const from = lost.get(row)?.place
    if (!from || from.ts >= place.ts) return
    lost.delete(row)
    const id = `a${arrows++}`
    events.push({ ph: 's', cat: 'preemption', id, name: 'computed again', ...from })
    events.push({ ph: 'f', bp: 'e', cat: 'preemption', id, name: 'computed again', ...place })
  }

  function counters(index: number, { pid, ts }: Place): void {
    const { kv, running, waiting, swapped } = cluster.instances[index]
    const count = (name: string, args: Readonly<Record<string, number>>): void => {
      events.push({ ph: 'C', name, pid, tid: 0, ts, args })
    }
    count('KV blocks', { used: kv.usedBlocks, cached: kv.idleBlocks })
    count('requests', { running: running.length, waiting: waiting.length, swapped: swapped.length })
    const { accepted, rejectedDrafts, discarded, rounds } = cluster.totals
    if (rounds > 0) count('drafted tokens, all instances', { accepted, rejected: rejectedDrafts, discarded })
  }

  cluster.recording = { ...openRecording(createNullRecorder(), cluster.recordingOptions), requests: spans }
  twin.watch(iteration)
  while (events.length < MOST_EVENTS && cluster.queue.nextTime <= until && twin.advance(until, 64) === 'more');
  // The run stands at `until` or is over; else there were too many events, and the trace ends where the twin stands.
  const coveredUntil = cluster.queue.nextTime <= until ? twin.now : until
  for (const lane of [...openPhase.keys()]) spans.leave(lane, coveredUntil)
  twin.watch(null)
  return { events, coveredUntil, showsOperators, stride }
}

/** Microseconds to three digits, a nanosecond. */
const micro = (seconds: Seconds): number => Math.round(seconds * 1e9) / 1e3
