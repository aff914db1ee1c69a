/** What the table of requests says of each, as columns that sort: values are numbers, NaN where it has not happened. */
import type { RequestTable } from '../../engines/asked.ts'
import { formatCount, formatMoment, formatTime } from '../../ui/format.ts'

export interface RequestColumnInfo {
  readonly id: string
  /** English. */
  readonly label: string
  readonly unit: '' | 's' | 'tokens'
  readonly value: (table: RequestTable, row: number) => number
  readonly text: (value: number) => string
}

const time = (value: number): string => formatTime(value)
const count = (value: number): string => formatCount(value)

/** Mean time per further token of a finished answer. */
export const tpotOf = (table: RequestTable, row: number): number =>
  table.phases[table.phase[row]] === 'finished' && table.emitted[row] > 1
    ? (table.ended[row] - table.firstToken[row]) / (table.emitted[row] - 1)
    : Number.NaN

export const ttftOf = (table: RequestTable, row: number): number => table.firstToken[row] - table.arrival[row]

export const latencyOf = (table: RequestTable, row: number): number =>
  table.phases[table.phase[row]] === 'finished' ? table.ended[row] - table.arrival[row] : Number.NaN

const requestColumns: readonly RequestColumnInfo[] = [
  { id: 'request', label: 'Request', unit: '', value: (_, row) => row, text: count },
  { id: 'arrival', label: 'Arrived', unit: 's', value: (t, row) => t.arrival[row], text: (v) => formatMoment(v) },
  { id: 'prompt', label: 'Prompt', unit: 'tokens', value: (t, row) => t.promptTokens[row], text: count },
  { id: 'cached', label: 'Found cached', unit: 'tokens', value: (t, row) => t.cachedTokens[row], text: count },
  { id: 'emitted', label: 'Emitted', unit: 'tokens', value: (t, row) => t.emitted[row], text: count },
  { id: 'ttft', label: 'TTFT', unit: 's', value: ttftOf, text: time },
  { id: 'tpot', label: 'TPOT', unit: 's', value: tpotOf, text: time },
  { id: 'gap', label: 'Largest gap', unit: 's', value: (t, row) => t.largestGap[row] || Number.NaN, text: time },
  { id: 'e2e', label: 'End to end', unit: 's', value: latencyOf, text: time },
  { id: 'preemptions', label: 'Preempted', unit: '', value: (t, row) => t.preemptions[row], text: count },
  { id: 'drafted', label: 'Drafted', unit: 'tokens', value: (t, row) => t.drafted[row], text: count },
  { id: 'accepted', label: 'Accepted', unit: 'tokens', value: (t, row) => t.accepted[row], text: count },
]

/** Columns that say something: drafts only where there are some. */
export function shownColumns(table: RequestTable): readonly RequestColumnInfo[] {
  const isEmpty = (id: string): boolean =>
    id === 'drafted' || id === 'accepted'
      ? table.drafted.every((n) => n === 0)
      : id === 'cached' && table.cachedTokens.every((n) => n === 0)
  return requestColumns.filter(({ id }) => !isEmpty(id))
}

export interface Order {
  readonly column: string
  readonly direction: 'up' | 'down'
}

export interface Ordered {
  readonly rows: readonly number[]
  /** Requests of each phase, by its index. */
  readonly counts: readonly number[]
}

/** Remembers the last order: a view renders far more often than its table, phase or order changes, and sorting thousands of rows takes milliseconds. */
export function createOrdering(): (table: RequestTable, phase: string | null, order: Order) => Ordered {
  let of: readonly unknown[] = []
  let ordered: Ordered = { rows: [], counts: [] }
  return (table, phase, order) => {
    const asked = [table, phase, order.column, order.direction]
    if (asked.some((value, i) => value !== of[i])) {
      of = asked
      ordered = { rows: orderedRows(table, phase, order), counts: countedPhases(table) }
    }
    return ordered
  }
}

function countedPhases({ phase, phases }: RequestTable): readonly number[] {
  const counts = phases.map(() => 0)
  for (const one of phase) counts[one]++
  return counts
}

/** Rows of a phase (null: all), sorted; what has not happened stands last either way, equals keep their order of arrival. */
export function orderedRows(
  table: RequestTable,
  phase: string | null,
  { column, direction }: Order,
): readonly number[] {
  const info = requestColumns.find(({ id }) => id === column) ?? requestColumns[0]
  const wanted = phase === null ? -1 : table.phases.indexOf(phase)
  const rows: number[] = []
  for (let row = 0; row < table.length; row++) if (wanted < 0 || table.phase[row] === wanted) rows.push(row)
  const values = Float64Array.from({ length: table.length }, (_, row) => info.value(table, row))
  const sign = direction === 'up' ? 1 : -1
  return rows.sort((a, b) => {
    const [x, y] = [values[a], values[b]]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b
    return sign * (x - y) || a - b
  })
}
