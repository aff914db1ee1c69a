/** A chart's table as CSV (RFC 4180): units in the column names, full precision, CRLF. */
import type { Cell, ChartTable } from './chart.ts'

export function csvOf(table: ChartTable): string {
  const header = table.columns.map(({ label, unit }) => quoted(unit === '' ? label : `${label} (${unit})`)).join(',')
  const rows = table.rows.map((row) => row.map((cell) => quoted(cell)).join(','))
  return `${[header, ...rows].join('\r\n')}\r\n`
}

/** Quotes where the text needs them. A leading formula sign is quoted too: a spreadsheet would run it. */
function quoted(cell: Cell): string {
  if (typeof cell === 'number') return `${cell}`
  const safe = /^[=+@-]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
