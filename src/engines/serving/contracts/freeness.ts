/**
 * Freeness: how many steps an instance could decode on with the KV blocks it has free, (free − asked for) / requests. Below 0 it is
 * overloaded: whoever waits there does not fit.
 *
 * Urgent requests count for more than they hold: room kept around them, shared by all of them on an instance, so that nobody else
 * crowds them.
 *
 * Source: Llumnix (Sun et al., OSDI 2024, arXiv 2406.03243), virtual usage.
 */
import type { RequestId, RequestList } from './request.ts'

export interface FreenessOf {
  readonly freeBlocks: number
  readonly running: RequestList
  readonly waiting: RequestList
  /** Blocks that a waiting request asks for. */
  blocksOf(request: RequestId): number
}

export interface FreenessOptions {
  /** How many of those that wait count: the first alone, where they can be moved; all, where they cannot. */
  readonly counted: number
  /** Blocks kept free around urgent requests. */
  readonly kept?: number
  readonly isUrgent?: (request: RequestId) => boolean
}

/** What freeness is the ratio of: blocks free beyond those asked for, and requests. Both may be summed over instances. */
export function freenessTerms(
  { freeBlocks, running, waiting, blocksOf }: FreenessOf,
  { counted, kept = 0, isUrgent }: FreenessOptions,
): { readonly blocks: number; readonly requests: number } {
  const asking = Math.min(counted, waiting.length)
  let demand = 0
  for (let i = 0; i < asking; i++) demand += blocksOf(waiting.at(i))
  const shield = kept > 0 && isUrgent !== undefined && someone(running, isUrgent) ? kept : 0
  return { blocks: freeBlocks - demand - shield, requests: running.length + asking }
}

/** Infinity on an instance with nobody. */
export function freeness(of: FreenessOf, options: FreenessOptions): number {
  const { blocks, requests } = freenessTerms(of, options)
  return requests === 0 ? Number.POSITIVE_INFINITY : blocks / requests
}

function someone(list: RequestList, is: (request: RequestId) => boolean): boolean {
  for (let i = 0; i < list.length; i++) if (is(list.at(i))) return true
  return false
}
