/**
 * An arrival table being made: columns that grow, rows checked one by one, and at the end sorted by arrival and shifted to 0.
 *
 * Every dropped row has a reason with a count and its first line, so that the report can say what a person would look for.
 * Memory: columns grow by half and move one after the other, so that a file holds at most 2.5 times its columns, plus 4 bytes a
 * row for sorting where rows are out of order. A 100 MB Azure file (2.7 million rows) has 43 MB of columns.
 */
import type { ArrivalTable, TableReport, TraceContent } from './arrivals.ts'
import { digestOfColumns } from './digest-of-columns.ts'
import { GrowingFloats, GrowingInts, type RowOrder } from './growing-columns.ts'
import { LONGEST_LENGTH } from './longest-length.ts'

/** Five million rows are 80 MB of columns: an hour of 1,400 requests a second. */
export const MOST_ROWS = 5_000_000
/** Block ids of all rows: 128 MB, three times what a Mooncake trace of 300 MB holds. */
export const MOST_BLOCKS = 32_000_000

/** A row as its reader found it. Readers reuse one object for all rows. */
export interface RawRow {
  line: number
  /** In the reader's own unit, from any origin, not before it. */
  time: number
  promptTokens: number
  outputTokens: number
  /** Index of a priority class, 0 the most urgent. */
  priority: number
  /** Ids of the prompt's blocks are ids[0] … ids[idCount − 1]. */
  ids: ArrayLike<number>
  idCount: number
}

export const createRawRow = (): RawRow => ({
  line: 0,
  time: 0,
  promptTokens: 0,
  outputTokens: 0,
  priority: 0,
  ids: [],
  idCount: 0,
})

export interface ArrivalTableOptions {
  /** Tokens of a content block, 0 where the trace tells no content. */
  readonly contentBlock: number
  readonly classes: 'by-row' | 'none'
  readonly mostRows?: number
}

export interface TableEnding {
  /** Units of `time` in a second: 1,000 for milliseconds. */
  readonly unitsPerSecond: number
  readonly notes: readonly string[]
}

export class ArrivalTableBuilder {
  private readonly time = new GrowingFloats()
  private readonly prompt = new GrowingInts()
  private readonly output = new GrowingInts()
  /** Filled only where the options ask for them. */
  private readonly priority = new GrowingInts()
  private readonly offset = new GrowingInts()
  private readonly ids = new GrowingInts()
  private readonly dropped = new Map<string, { rows: number; firstLine: number }>()
  private readonly options: ArrivalTableOptions
  private droppedRows = 0
  private isInOrder = true

  constructor(options: ArrivalTableOptions) {
    this.options = options
    this.offset.push(0)
  }

  /** Keeps a row, or drops it with a reason. */
  add(row: RawRow): void {
    const reason = this.whyNot(row)
    if (reason !== null) {
      this.drop(row.line, reason)
      return
    }
    const last = this.time.length - 1
    if (last >= 0 && row.time < this.time.at[last]) this.isInOrder = false
    this.time.push(row.time)
    this.prompt.push(row.promptTokens)
    this.output.push(row.outputTokens)
    if (this.options.classes === 'by-row') this.priority.push(row.priority)
    if (this.options.contentBlock === 0) return
    for (let i = 0; i < row.idCount; i++) this.ids.push(row.ids[i])
    this.offset.push(this.ids.length)
  }

  drop(line: number, reason: string): void {
    this.droppedRows++
    const known = this.dropped.get(reason)
    if (known) known.rows++
    else this.dropped.set(reason, { rows: 1, firstLine: line })
  }

  /** The table, without a title, and its report: whoever knows the file's name puts it in. */
  end(ending: TableEnding): { readonly table: ArrivalTable; readonly report: TableReport } {
    const order = this.isInOrder ? null : this.orderByTime()
    const table = this.tableIn(order, ending.unitsPerSecond)
    const length = table.length
    const outOfOrder = order === null ? [] : ['Rows were not in order of arrival and have been sorted.']
    const report = {
      rows: length + this.droppedRows,
      kept: length,
      dropped: [...this.dropped].map(([reason, { rows, firstLine }]) => ({ reason, rows, firstLine })),
      duration: length === 0 ? 0 : table.arrival[length - 1],
      notes: [...ending.notes, ...outOfOrder],
    }
    return { table, report }
  }

  private whyNot({ time, promptTokens, outputTokens, priority, idCount }: RawRow): string | null {
    // 9e15: above 2^53 units the gaps between rows are no longer exact.
    if (!(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) return 'arrival is not a time from 0 on'
    if (!Number.isInteger(promptTokens)) return 'prompt length is not a whole number'
    if (!Number.isInteger(outputTokens)) return 'output length is not a whole number'
    if (promptTokens < 1) return 'prompt has no tokens'
    if (outputTokens < 1) return 'output has no tokens'
    if (promptTokens > LONGEST_LENGTH || outputTokens > LONGEST_LENGTH) return 'length is over 10,000,000 tokens'
    if (!(Number.isInteger(priority) && priority >= 0 && priority <= 255)) return 'priority is not a known class'
    const { mostRows = MOST_ROWS } = this.options
    if (this.time.length >= mostRows) return `beyond the first ${grouped(mostRows)} rows`
    if (this.ids.length + idCount > MOST_BLOCKS) return `beyond the first ${grouped(MOST_BLOCKS)} content blocks`
    return null
  }

  /** Row numbers by time; rows of the same time stay in the order of the file. */
  private orderByTime(): Uint32Array {
    const time = this.time.at
    const order = new Uint32Array(this.time.length)
    for (let row = 0; row < order.length; row++) order[row] = row
    return order.sort((a, b) => time[a] - time[b] || a - b)
  }

  private tableIn(order: RowOrder, unitsPerSecond: number): ArrivalTable {
    const { contentBlock, classes } = this.options
    const arrival = this.time.taken(order)
    const length = arrival.length
    const origin = length === 0 ? 0 : arrival[0]
    // The difference first: both are whole units in most formats, and one division then rounds only once.
    for (let i = 0; i < length; i++) arrival[i] = (arrival[i] - origin) / unitsPerSecond
    const columns = {
      length,
      arrival,
      promptTokens: this.prompt.taken(order),
      outputTokens: this.output.taken(order),
      ...(contentBlock > 0 && this.ids.length > 0 ? { content: this.contentIn(order, contentBlock) } : {}),
      ...(classes === 'by-row' ? { priority: Uint8Array.from(this.priority.taken(order)) } : {}),
    }
    return { title: '', ...columns, hash: digestOfColumns(columns) }
  }

  private contentIn(order: RowOrder, blockTokens: number): TraceContent {
    if (order === null) return { blockTokens, offset: this.offset.taken(null), ids: this.ids.taken(null) }
    const offset = new Int32Array(order.length + 1)
    const ids = new Int32Array(this.ids.length)
    for (let i = 0; i < order.length; i++) {
      const from = this.offset.at[order[i]]
      const to = this.offset.at[order[i] + 1]
      ids.set(this.ids.at.subarray(from, to), offset[i])
      offset[i + 1] = offset[i] + to - from
    }
    return { blockTokens, offset, ids }
  }
}

/** 5000000 as 5,000,000, without Intl. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3}){1,100}$)/g, ',')
