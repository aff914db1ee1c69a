/**
 * A binary heap of what happens next: (time, key) pairs, earliest first, the smaller key on a tie. For workloads that wait for
 * the thinking time of many people at once.
 *
 * The heap itself is plain data (two arrays in an object of the simulation's memory, so that a checkpoint holds it) and these are
 * functions over it. Push and pop cost O(log n); nothing is allocated but the arrays' growth.
 */
import type { Seconds } from '../../../../kernel/units.ts'

export interface TimeHeap {
  readonly times: Seconds[]
  readonly keys: number[]
}

export const earliestTime = ({ times }: TimeHeap): Seconds => (times.length === 0 ? Number.POSITIVE_INFINITY : times[0])

export function pushTime({ times, keys }: TimeHeap, time: Seconds, key: number): void {
  let at = times.length
  times.push(time)
  keys.push(key)
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (times[parent] < time || (times[parent] === time && keys[parent] < key)) break
    times[at] = times[parent]
    keys[at] = keys[parent]
    at = parent
  }
  times[at] = time
  keys[at] = key
}

/** Removes the earliest pair and returns its key; the heap must not be empty. */
export function popEarliest({ times, keys }: TimeHeap): number {
  const earliest = keys[0]
  const time = times[times.length - 1]
  const key = keys[keys.length - 1]
  times.pop()
  keys.pop()
  const length = times.length
  if (length === 0) return earliest
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= length) break
    const right = child + 1
    if (
      right < length &&
      (times[right] < times[child] || (times[right] === times[child] && keys[right] < keys[child]))
    ) {
      child = right
    }
    if (time < times[child] || (time === times[child] && key < keys[child])) break
    times[at] = times[child]
    keys[at] = keys[child]
    at = child
  }
  times[at] = time
  keys[at] = key
  return earliest
}
