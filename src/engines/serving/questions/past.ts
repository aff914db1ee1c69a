/**
 * The past of a run: a twin of it, simulated again from a checkpoint, and how much of it may be simulated for an answer. Whoever asks about
 * more is told that there is no answer.
 */
import { createRecorder } from '../../../kernel/recorder.ts'
import type { TrackReader } from '../../../kernel/tracks.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { joinRecording } from '../core/join-recording.ts'
import type { Past } from '../core/past.ts'

/** A replay of this many iterations takes about 50 ms: what a person waits for a sharp picture. */
const MOST_REPLAYED = 60_000

/** Whether a stretch, and the way to it, may be simulated for an answer: iterations are spread over time more or less evenly. */
export function isInReach(past: Past, from: Seconds, until: Seconds): boolean {
  const { cluster, now } = past
  const length = Math.min(until, now) - past.startOf(from)
  return cluster.totals.iterations * (length / Math.max(now, 1e-9)) <= MOST_REPLAYED
}

/** From its arrival to its end, or up to now; null where there is no such request, or it lasted for too long to be looked at. */
export function lifeOf(past: Past, request: number): { readonly from: Seconds; readonly end: Seconds } | null {
  const { requests } = past.cluster
  if (!(request >= 0 && request < requests.count)) return null
  const from = requests.arrival[request]
  const end = Number.isNaN(requests.ended[request]) ? past.now : requests.ended[request]
  // Unlike a moment, a request may have lasted for most of the run.
  return isInReach(past, from, end) ? { from, end } : null
}

/** [from, until) again, recorded afresh. */
export function replay(past: Past, from: Seconds, until: Seconds): TrackReader | null {
  if (from >= past.now || !isInReach(past, from, until)) return null
  const recorder = createRecorder()
  const twin = past.twinBefore(from)
  const { cluster } = twin
  // The way to the window is not recorded: its rows would be folded to make room.
  while (cluster.queue.nextTime < from && twin.advance(from, 64) === 'more');
  joinRecording(cluster, recorder, twin.now)
  while (cluster.queue.nextTime <= until && twin.advance(until, 1024) === 'more');
  recorder.close(Math.min(until, past.now))
  return recorder
}
