/**
 * Arrival tables: what every trace format is read into, and what a trace workload replays. Columns, sorted by arrival.
 */
import type { Seconds } from '../kernel/units.ts'

export interface ArrivalTable {
  readonly title: string
  readonly length: number
  /** Seconds since the first kept row. */
  readonly arrival: Float64Array
  readonly promptTokens: Int32Array
  readonly outputTokens: Int32Array
  /** Content of prompts as prefix-chained blocks of `contentBlock` tokens; absent where the trace tells none. */
  readonly content?: TraceContent
  /** Priority class names by row, absent where the trace tells none. */
  readonly priority?: Uint8Array
  /** Hex digest of the columns above. */
  readonly hash: string
}

/** Row i has ids[offset[i]] … ids[offset[i + 1] − 1], one a block of `blockTokens` tokens; equal ids = equal prefix. */
export interface TraceContent {
  readonly blockTokens: number
  readonly offset: Int32Array
  readonly ids: Int32Array
}

export interface TraceReport {
  readonly format: string
  readonly title: string
  readonly rows: number
  readonly kept: number
  /** Why rows were dropped, with a count and the first line number of each reason. */
  readonly dropped: readonly { readonly reason: string; readonly rows: number; readonly firstLine: number }[]
  readonly duration: Seconds
  readonly notes: readonly string[]
}

/** What the rows themselves tell; which format it was and what the file is called comes with the kind. */
export type TableReport = Omit<TraceReport, 'format' | 'title'>

/** A trace as it was read. */
export interface Trace {
  readonly table: ArrivalTable
  readonly report: TraceReport
}

/** Takes text in pieces of any size, so that a file of 100 MB needs no second copy. */
export interface TraceReader {
  push(text: string): void
  end(): { readonly table: ArrivalTable; readonly report: TableReport }
}
