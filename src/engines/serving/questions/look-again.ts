/**
 * What is past is not recorded in full: it is simulated again, from a checkpoint before it, and watched. These functions take
 * such a twin, which stands before the moment they are about.
 */
import type { Explanation } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Twin } from '../core/past.ts'
import { explainIteration } from './explain/iteration.ts'

/** Everything up to and at `at` has happened. */
export function goTo(twin: Twin, at: Seconds): void {
  while (twin.cluster.queue.nextTime <= at && twin.advance(at, 1024) === 'more');
}

/** The end of the nearest iteration after (1) or before (−1) `at`; with `token`, of one that emits some. */
export function iterationEnd(twin: Twin, kind: 'iteration' | 'token', at: Seconds, direction: 1 | -1): Seconds | null {
  let found: Seconds | null = null
  twin.watch((instance, slot) => {
    if (kind === 'token' && !emits(twin.cluster, instance, slot)) return
    const { end } = twin.cluster.instances[instance].batches[slot].state
    if (direction > 0 ? end > at && (found === null || end < found) : end < at && (found === null || end > found)) {
      found = end
    }
  })
  if (direction < 0) goTo(twin, at)
  else while (found === null && twin.advance(Number.POSITIVE_INFINITY, 16) === 'more');
  twin.watch(null)
  return found
}

/** Streams emit in every iteration; a prompt with its last piece. */
function emits({ instances, requests }: Cluster, instance: number, slot: number): boolean {
  const { state, piece, pieceTokens } = instances[instance].batches[slot]
  if (state.streams > 0) return true
  for (let i = 0; i < state.pieces; i++) {
    if (requests.computed[piece[i]] + pieceTokens[i] >= requests.prefillTarget[piece[i]]) return true
  }
  return false
}

/**
 * How long before a moment every iteration is watched, at first: 20 of 12 ms. Watching all the way from the checkpoint explained
 * 2,000 iterations of the untouched page to keep the last: 174 ms.
 */
const WATCHED = 0.25 // s

/**
 * The iteration under way at that moment, else the last one that ended before it; null before the first. `twinBefore` makes a
 * twin that stands before the moment: the way to it is not watched, and where too little was seen a longer end of it is.
 */
export function explainAt(twinBefore: () => Twin, at: Seconds, first = WATCHED): Explanation | null {
  for (let watched = first; ; watched *= 8) {
    const twin = twinBefore()
    const from = at - watched
    const isWhole = from <= twin.now
    if (!isWhole) goTo(twin, from)
    const { explanation, isFirstSeen } = watchUntil(twin, at)
    // What befell between it and the iteration before is told, so that one has to have been seen too.
    if (isWhole || (explanation !== null && !isFirstSeen)) return explanation
  }
}

interface Seen {
  readonly explanation: Explanation | null
  /** Of its instance. */
  readonly isFirstSeen: boolean
}

function watchUntil(twin: Twin, at: Seconds): Seen {
  const { cluster } = twin
  let explanation: Explanation | null = null
  let isFirstSeen = true
  const lastEnd = new Map<number, Seconds>()
  twin.watch((instance, slot) => {
    const since = lastEnd.get(instance) ?? 0
    const { start, end } = cluster.instances[instance].batches[slot].state
    // Of several instances at work the first whose iteration covers the moment; else the last that ended before it.
    const covers = start <= at && at < end
    if (covers || (end <= at && (explanation === null || explanation.end < end))) {
      if (!coversMoment(explanation, at)) {
        explanation = explainIteration(cluster, instance, slot, since)
        isFirstSeen = !lastEnd.has(instance)
      }
    }
    lastEnd.set(instance, end)
  })
  while (cluster.queue.nextTime <= at && twin.advance(at, 64) === 'more');
  // Iterations under way at that moment end after it: go on until each has.
  const isUnderWay = () =>
    cluster.instances.some(({ batches }) => batches.some(({ state }) => state.inFlight && state.start <= at))
  while (!coversMoment(explanation, at) && isUnderWay() && twin.advance(Number.POSITIVE_INFINITY, 1) === 'more');
  twin.watch(null)
  return { explanation, isFirstSeen }
}

const coversMoment = (explanation: Explanation | null, at: Seconds): boolean =>
  explanation !== null && explanation.start <= at && at < explanation.end
