/** A small CSV file as records by column: quotes, any of three separators, CRLF. For files that fit in memory. */
import { fieldsOf, separatorOf } from '../traces/delimited.ts'
import type { CsvRecord } from './family.ts'

export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly text: string; readonly record: CsvRecord }[]
  readonly separator: string
}

/** Null where there is no header and row. */
export function readTable(text: string): CsvTable | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const first = lines.findIndex((line) => line.trim() !== '')
  if (first < 0) return null
  const separator = separatorOf(lines[first])
  const columns = fieldsOf(lines[first], separator)
  const rows = lines.flatMap((line, index) => {
    if (index <= first || line.trim() === '') return []
    const fields = fieldsOf(line, separator)
    const record = Object.fromEntries(columns.map((column, i) => [column, fields[i] ?? '']))
    return [{ line: index + 1, text: line, record }]
  })
  return { columns, rows, separator }
}
