/**
 * Watches a run and writes trace events: iterations as complete events (X) in a thread a batch slot, operators inside; a
 * request as an asynchronous event (b, e) with its phases inside; KV, queue and drafts as counters (C); an arrow (s, f)
 * from the iteration that took a request's blocks to the one that computed it again. An iteration that is lost with its instance, or
 * under way at the end, is there up to then; so is the time that an instance is dead. Times are microseconds.
 */
import { createNullRecorder } from '../../../kernel/recorder.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { Phase, phaseNames } from '../contracts/request.ts'
import { stateOf } from '../core/mechanism.ts'
import type { Twin } from '../core/past.ts'
import { openRecording, queueSeries } from '../core/recording.ts'
import { cutShort } from '../core/watching.ts'
import { downTrack } from '../mechanisms/outages/state.ts'
import { speculationState } from '../mechanisms/speculation/state.ts'

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
  /** Counters are written every so many times that levels are marked. */
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
  const down = new Map<number, Seconds>()
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

  const downs = {
    enter: (index: number, _state: number, at: Seconds): void => void down.set(index, at),
    leave(index: number, at: Seconds): void {
      const since = down.get(index)
      if (since === undefined) return
      down.delete(index)
      const ts = micro(since)
      events.push({ ph: 'X', name: 'down', pid: instancePid(index), tid: 0, ts, dur: micro(at) - ts })
    },
  }

  /** The iteration of a batch, up to its end or to where it is cut short. */
  function begun(index: number, slot: number, end: Seconds, cut: '' | ', cut short'): Place & { readonly dur: number } {
    const { state } = cluster.instances[index].batches[slot]
    const place = { pid: instancePid(index), tid: slot + 1, ts: micro(state.start) }
    const dur = micro(end) - place.ts
    const kind = state.prefillTokens === 0 ? 'decode' : state.decodeTokens === 0 ? 'prefill' : 'decode + prefill'
    const { decodeTokens, prefillTokens } = state
    const args = { decodeTokens, prefillTokens, sequences: state.streams + state.pieces }
    events.push({ ph: 'X', name: kind + cut, ...place, dur, args })
    return { ...place, dur }
  }

  function cutIteration(index: number, slot: number, at: Seconds): void {
    const { state } = cluster.instances[index].batches[slot]
    if (state.inFlight && state.start < at) begun(index, slot, at, ', cut short')
  }

  function iteration(index: number, slot: number): void {
    const instance = cluster.instances[index]
    const batch = instance.batches[slot]
    const { state, work } = batch
    const { dur, ...place } = begun(index, slot, state.end, '')
    if (showsOperators) operators(place, dur, cluster.roles.costs[index].explain(work))
    for (const gone of lost.values())
      if (!gone.place && gone.instance === index && gone.at <= state.end) gone.place = place
    const batched = [...batch.stream.slice(0, state.streams), ...batch.piece.slice(0, state.pieces)]
    for (const row of batched) arrowTo(row, place)
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

  /** Where the levels of an instance are marked counters are written, now and then; always where nothing is under way any more. */
  function counters(index: number, at: Seconds): void {
    const { kv, isIdle } = cluster.instances[index]
    if (seen++ % stride !== 0 && !isIdle) return
    const count = (name: string, args: Readonly<Record<string, number>>): void => {
      events.push({ ph: 'C', name, pid: instancePid(index), tid: 0, ts: micro(at), args })
    }
    const { value } = cluster.recording.instances[index].queue
    count('KV blocks', { used: kv.usedBlocks, cached: kv.idleBlocks })
    count('requests', Object.fromEntries(queueSeries(cluster.recordingOptions).map((name, i) => [name, value[i]])))
    const drafts = stateOf(cluster, speculationState)?.counts
    if (drafts === undefined || drafts.rounds === 0) return
    const { accepted, rejected, discarded } = drafts
    count('drafted tokens, all instances', { accepted, rejected, discarded })
  }

  const recording = openRecording(createNullRecorder(), cluster.recordingOptions)
  cluster.recording = {
    ...recording,
    requests: spans,
    own: new Map([...recording.own, [downTrack.id, downs]]),
    instances: recording.instances.map((tracks, index) => ({
      ...tracks,
      all: [...tracks.all, { value: new Float64Array(0), mark: (at) => counters(index, at) }],
    })),
  }
  twin.watch(iteration, cutIteration)
  while (events.length < MOST_EVENTS && cluster.queue.nextTime <= until && twin.advance(until, 64) === 'more');
  // The run stands at `until` or is over; else there were too many events, and the trace ends where the twin stands.
  const coveredUntil = cluster.queue.nextTime <= until ? twin.now : until
  for (const { index } of cluster.instances) cutShort(cluster, index, coveredUntil, cutIteration)
  for (const index of [...down.keys()]) downs.leave(index, coveredUntil)
  for (const lane of [...openPhase.keys()]) spans.leave(lane, coveredUntil)
  twin.watch(null)
  return { events, coveredUntil, showsOperators, stride }
}

/** Microseconds to three digits, a nanosecond. */
const micro = (seconds: Seconds): number => Math.round(seconds * 1e9) / 1e3
