/**
 * Busy time: how long an instance has an iteration under way, from its first operator to its last. Stages of a pipeline and lanes overlap:
 * what is under way at once counts once, so that no instance is busy for longer than it is on. An iteration that does not get to its end,
 * since its instance dies, it is stopped, or the run is over, counts up to that moment.
 *
 * Two batches of 3 s, the second begun 1 s after the first: 4 s of busy time, where their times add up to 6 s.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { Batch } from './batch.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'

/** Books the time up to now; before a batch begins beside others, and before one ends, stops or is lost. */
export function bookBusy({ totals }: Cluster, { batches, state }: Instance, now: Seconds): void {
  totals.busy += coveredBetween(batches, state.busyUntil, now)
  state.busyUntil = now
}

/** Σ over instances of their busy time up to now, iterations under way included. */
export function busyTime({ totals, instances }: Cluster, now: Seconds): Seconds {
  return instances.reduce((sum, { batches, state }) => sum + coveredBetween(batches, state.busyUntil, now), totals.busy)
}

/** Time between `from` and `until` in which at least one batch is under way. Those under way stay the same meanwhile. */
function coveredBetween(batches: readonly Batch[], from: Seconds, until: Seconds): Seconds {
  if (batches.length === 1) {
    const { inFlight, start } = batches[0].state
    return inFlight ? Math.max(0, until - Math.max(from, start)) : 0
  }
  const starts = batches.filter(({ state }) => state.inFlight).map(({ state }) => Math.max(from, state.start))
  // None of them ends before `until`: the earliest start tells all.
  return starts.length > 0 ? Math.max(0, until - Math.min(...starts)) : 0
}
