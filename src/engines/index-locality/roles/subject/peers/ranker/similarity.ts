/**
 * How alike peers are, told from clicks that one of them knows of: κt queries that both ask often, κm items that both clicked for the same
 * query, κu items that either clicked. The authors' text divides κt + κm² by κu, their code κm + κt², and nothing in common is 0.
 *
 * All is divided by the largest, so that the most alike counts 1.
 *
 * Source: G-Rank (Gold and Pouwelse 2023, arXiv 2301.12530), notebook of the authors, both forms.
 */
import type { ClickLog } from '../../../../contracts/ranker.ts'

/** Queries of a peer that count as asked often. */
const OFTEN = 10

export type Form = 'code' | 'text'

/** What is made of the three counts: below 0 by as much as somebody is alike. */
export interface Likeness {
  readonly apart: (clicked: number, common: number, either: number, form: Form) => number
}

interface Habits {
  /** Clicks by query. */
  readonly queries: Map<number, number>
  /** Query and item of every click. */
  readonly clicks: Set<number>
}

export function habitsOf(log: ClickLog, peers: number): readonly Habits[] {
  const habits = Array.from({ length: peers }, (): Habits => ({ queries: new Map(), clicks: new Set() }))
  log.each((clicker, query, item, count) => {
    const { queries, clicks } = habits[clicker]
    queries.set(query, (queries.get(query) ?? 0) + count)
    clicks.add(query * 1024 + item)
  })
  return habits
}

export function similaritiesTo(
  peer: number,
  habits: readonly Habits[],
  { form, apart }: Likeness & { readonly form: Form },
): Float64Array {
  const mine = habits[peer]
  const often = oftenOf(mine)
  const similar = Float64Array.from(habits, (other, id) => {
    if (id === peer) return 0
    const theirs = oftenOf(other)
    const common = often.filter((query) => theirs.includes(query)).length
    if (common === 0) return 0
    let clicked = 0
    for (const click of mine.clicks) if (other.clicks.has(click)) clicked++
    const either = mine.clicks.size + other.clicks.size - clicked
    return either > 0 ? Math.max(0, -apart(clicked, common, either, form)) : 0
  })
  const most = similar.reduce((largest, one) => Math.max(largest, one), 0)
  return most > 0 ? similar.map((one) => one / most) : similar
}

const oftenOf = ({ queries }: Habits): readonly number[] =>
  [...queries]
    .sort(([one, times], [other, often]) => often - times || one - other)
    .slice(0, OFTEN)
    .map(([query]) => query)
