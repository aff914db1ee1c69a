/**
 * What can set the time of something: arithmetic, reading and writing memory, links, and what takes as long whatever there is to do.
 * Which of them does is never written down beside the figures, it is found from them.
 */
import type { Seconds } from './units.ts'

export const limits = ['compute', 'memory', 'network', 'overhead'] as const
export type Limit = (typeof limits)[number]

/** What each limit alone would take. They overlap: a time lies between the longest of them and their sum. */
export type LimitTimes = Readonly<Record<Limit, Seconds>>

/** The longest limit; of equal ones the first of memory, arithmetic and links. */
export function boundOf({ compute, memory, network, overhead }: LimitTimes): Limit {
  const longest = Math.max(compute, memory, network, overhead)
  if (longest === 0) return 'overhead'
  if (memory === longest) return 'memory'
  if (compute === longest) return 'compute'
  return network === longest ? 'network' : 'overhead'
}
