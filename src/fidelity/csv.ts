/** A small delimited file as records by column, by the reader that traces have (traces/delimited-rows.ts). For files that fit in memory. */
import { createDelimitedReader, fieldOf } from '../traces/delimited-rows.ts'
import type { CsvRecord } from './family.ts'

export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly text: string; readonly record: CsvRecord }[]
  readonly separator: string
}

/** Null where there is no line with text in it. */
export function readTable(text: string): CsvTable | null {
  const rows: CsvTable['rows'][number][] = []
  let head: Pick<CsvTable, 'columns' | 'separator'> | null = null
  let columns: readonly string[] = []
  const keep = (line: number, whole: string, fieldAt: (column: number) => string) =>
    rows.push({ line, text: whole, record: Object.fromEntries(columns.map((column, i) => [column, fieldAt(i)])) })
  const reader = createDelimitedReader({
    header(names, separator) {
      columns = names
      head = { columns, separator }
    },
    row: (row) => keep(row.number, row.line, (i) => (i < row.fieldCount ? fieldOf(row, i) : '')),
    // A row like any other, in which nothing can be found: whoever reads it refuses it, and counts it.
    tooLong: (number) => keep(number, '', () => ''),
  })
  reader.push(text)
  reader.end()
  return head === null ? null : { ...(head as Pick<CsvTable, 'columns' | 'separator'>), rows }
}
