/**
 * Peers, what they ask and what they want, with a plan behind it: peers of a group want the same, and groups want different things of the
 * same query. All of it is *assumed*: that similar peers help is planted here, and how well a rule finds them is what is measured.
 */
import type { Draws } from '../../../../../kernel/draws.ts'
import { log } from '../../../../../kernel/math.ts'

export interface World {
  groupOf(peer: number): number
  /** Items that fit a query, in the order in which everybody finds them. */
  items(query: number): readonly number[]
  /** What an item is worth to a peer for the query that it fits: 3, 2, 1 or nothing. */
  gain(peer: number, item: number): number
  queryAt(key: number): number
}

interface Plan {
  readonly draws: Draws
  readonly groups: number
  readonly queries: number
  readonly items: number
}

const GAINS = [3, 2, 1]

export function plannedWorld({ draws, groups, queries, items }: Plan): World {
  const each = Math.max(GAINS.length + 1, Math.floor(items / queries))
  const lists = Array.from({ length: queries }, (_, query) => Array.from({ length: each }, (_, i) => query * each + i))
  const taste = draws.stream('taste')
  const gains = Array.from({ length: groups }, (_, group) => {
    const worth = new Uint8Array(queries * each)
    for (const list of lists) {
      const wanted = list.toSorted((one, other) => taste.at(group, one) - taste.at(group, other) || one - other)
      GAINS.forEach((gain, place) => {
        worth[wanted[place]] = gain
      })
    }
    return worth
  })
  const asks = draws.stream('queries')
  return {
    groupOf: (peer) => peer % groups,
    items: (query) => lists[query],
    gain: (peer, item) => gains[peer % groups][item],
    queryAt: (key) => Math.floor(asks.at(key) * queries),
  }
}

/**
 * nDCG of a list of gains: Σ (2^gain − 1) / log2(place + 1) over the same of the best order.
 *
 * Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (TOIS 20, 2002), in the form with 2^gain.
 */
export function ndcgOf(gains: readonly number[]): number {
  const best = dcgOf(gains.toSorted((one, other) => other - one))
  return best > 0 ? dcgOf(gains) / best : 0
}

const dcgOf = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, i) => sum + (((1 << gain) - 1) * Math.LN2) / log(i + 2), 0)
