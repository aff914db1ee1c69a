/**
 * Two arms request by request. Both arms are given the same requests (draws are keyed by what they are for), so request 17 of
 * one is request 17 of the other and their difference is the knob's doing.
 */
import type { RequestTable } from '../../engines/asked.ts'
import type { Seconds } from '../../kernel/units.ts'
import { latencyOf, tpotOf, ttftOf } from '../requests/request-columns.ts'

export interface Measure {
  readonly id: string
  /** English. */
  readonly label: string
  /** Lower is better for all of them. */
  readonly of: (table: RequestTable, row: number) => Seconds
}

export const measures: readonly Measure[] = [
  { id: 'ttft', label: 'TTFT', of: ttftOf },
  { id: 'e2e', label: 'End to end', of: latencyOf },
  { id: 'tpot', label: 'TPOT', of: tpotOf },
  { id: 'gap', label: 'Largest gap', of: (table, row) => table.largestGap[row] || Number.NaN },
]

/** A difference smaller than this share of the baseline's value is none. */
const SAME = 0.01

export interface Difference {
  /** Its row in the second table. */
  readonly request: number
  readonly arrival: Seconds
  readonly before: Seconds
  readonly after: Seconds
  /** after − before. */
  readonly change: Seconds
  readonly verdict: 'won' | 'lost' | 'same'
}

export interface Comparison {
  readonly differences: readonly Difference[]
  readonly won: number
  readonly lost: number
  readonly same: number
  /** Requests that have the measure in one arm only, or are different requests. */
  readonly apart: number
  /** Median change; NaN where nothing can be compared. */
  readonly median: Seconds
}

export function compareRequests(before: RequestTable, after: RequestTable, { of }: Measure): Comparison {
  const differences: Difference[] = []
  const pairs = pairsOf(before, after)
  let apart = Math.max(before.length, after.length) - pairs.length
  for (const [row, request] of pairs) {
    const [x, y] = [of(before, row), of(after, request)]
    if (Number.isNaN(x) || Number.isNaN(y)) {
      apart++
      continue
    }
    const change = y - x
    const verdict = Math.abs(change) <= SAME * x ? 'same' : change < 0 ? 'won' : 'lost'
    differences.push({ request, arrival: after.arrival[request], before: x, after: y, change, verdict })
  }
  const count = (verdict: Difference['verdict']): number =>
    differences.reduce((sum, one) => (one.verdict === verdict ? sum + 1 : sum), 0)
  const changes = differences.map(({ change }) => change).sort((a, b) => a - b)
  const middle = (changes.length - 1) / 2
  return {
    differences,
    won: count('won'),
    lost: count('lost'),
    same: count('same'),
    apart,
    median: changes.length === 0 ? Number.NaN : (changes[Math.floor(middle)] + changes[Math.ceil(middle)]) / 2,
  }
}

/**
 * Rows of the same request in both tables. A burst in one arm moves all later rows, so requests are known by arrival and
 * prompt; where another rate moves all arrivals, by their number.
 */
function pairsOf(before: RequestTable, after: RequestTable): readonly (readonly [number, number])[] {
  const both = Math.min(before.length, after.length)
  const identity = ({ arrival, promptTokens }: RequestTable, row: number): string =>
    `${arrival[row]} ${promptTokens[row]}`
  const rows = new Map(Array.from({ length: before.length }, (_, row) => [identity(before, row), row]))
  const known: (readonly [number, number])[] = []
  for (let request = 0; request < after.length; request++) {
    const row = rows.get(identity(after, request))
    if (row !== undefined) known.push([row, request])
  }
  if (known.length >= both / 2) return known
  return Array.from({ length: both }, (_, row) => [row, row] as const).filter(
    ([row]) => before.promptTokens[row] === after.promptTokens[row],
  )
}

/** The largest changes of a verdict first. */
export const largest = ({ differences }: Comparison, verdict: 'won' | 'lost', most: number): readonly Difference[] =>
  differences
    .filter((one) => one.verdict === verdict)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, most)
