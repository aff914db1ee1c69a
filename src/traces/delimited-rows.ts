/**
 * The one reader of delimited text (comma, semicolon or tab, with a header): pieces of any size in, rows out one by one. A trace of
 * 100 MB is never held whole, and a row is bounds of fields in its line, not strings. Tables in memory are made with it too
 * (fidelity/csv.ts), so that a quote or a byte-order mark means the same in every file.
 */
import { fieldsOf, MOST_COLUMNS, separatorOf, splitFields } from './delimited.ts'
import { createLineSplitter } from './lines.ts'

/** Reused for all rows: field i is line[bounds[2 i], bounds[2 i + 1]). */
export interface DelimitedRow {
  line: string
  /** Counts from 1, the header and blank lines included. */
  number: number
  fieldCount: number
  readonly bounds: Int32Array
}

export interface DelimitedSink {
  /** The first line that is not blank; always before the first row. */
  header(columns: readonly string[], separator: string): void
  row(row: DelimitedRow): void
  /** A line of more characters than are kept (lines.ts). */
  tooLong(number: number): void
}

export function createDelimitedReader(sink: DelimitedSink): { push(text: string): void; end(): void } {
  const row: DelimitedRow = { line: '', number: 0, fieldCount: 0, bounds: new Int32Array(2 * MOST_COLUMNS) }
  let separator: string | null = null
  return createLineSplitter({
    line(text, number) {
      if (text.trim() === '') return
      if (separator === null) {
        separator = separatorOf(text)
        sink.header(fieldsOf(text, separator), separator)
        return
      }
      row.line = text
      row.number = number
      row.fieldCount = splitFields(text, separator, row.bounds)
      sink.row(row)
    },
    tooLong: (number) => sink.tooLong(number),
  })
}

export const fieldOf = ({ line, bounds }: DelimitedRow, field: number): string =>
  line.slice(bounds[2 * field], bounds[2 * field + 1])
