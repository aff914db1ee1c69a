/** A chart as a table: 25 rows a page, because thousands of rows of DOM stall a page and no reader reads them. */

import { useState } from 'react'
import { significant } from '../ui/format.ts'
import { say } from '../ui/words.ts'
import type { Cell, ChartTable } from './chart.ts'
import { csvOf } from './csv.ts'

export interface DataTableProps {
  readonly caption: string
  readonly table: ChartTable
}

const rowsPerPage = 25

export function DataTable({ caption, table }: DataTableProps) {
  const [page, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(table.rows.length / rowsPerPage))
  // Fewer rows than before (the view changed): the last page there is.
  const shown = Math.min(page, pages - 1)
  const first = shown * rowsPerPage
  const rows = table.rows.slice(first, first + rowsPerPage).map((cells, i) => ({ number: first + i + 1, cells }))
  if (table.rows.length === 0)
    return <p className="chart-note">{say('No rows in this range. Zoom out, or move the view.')}</p>
  return (
    // The buttons lie inside the box that scrolls sideways, so that the keyboard can reach and scroll it.
    <div className="data-table">
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map(({ label, unit }) => (
              <th key={label} scope="col">
                {label}
                {unit !== '' && <small> {unit}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {rows.map(({ number, cells }) => (
            <tr key={number}>
              {table.columns.map(({ label }, column) => (
                <td key={label}>{cellText(cells[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="pages num">
        <button type="button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
          {say('Earlier')}
        </button>
        <span>
          {say('rows {first}–{last} of {all}', {
            first: first + 1,
            last: first + rows.length,
            all: table.rows.length,
          })}
        </span>
        <button type="button" disabled={shown === pages - 1} onClick={() => setPage(shown + 1)}>
          {say('Later')}
        </button>
        <button type="button" onClick={() => navigator.clipboard?.writeText(csvOf(table))}>
          {say('Copy as CSV')}
        </button>
      </div>
    </div>
  )
}

/** Five digits are enough to read; the CSV has them all. */
const cellText = (cell: Cell): string =>
  typeof cell === 'string'
    ? cell
    : significant(cell, Number.isInteger(cell) ? 1 : 5).replace(/(\.\d{0,100}?)0{1,100}$|\.$/, '$1')
