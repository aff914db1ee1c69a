/** Every request of the selected arm as a row: sorted by any column, filtered by phase, 50 a page; one opens the inspector. */

import { useState } from 'react'
import { requests } from '../../engines/asked.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type Order, orderedRows, shownColumns } from './request-columns.ts'
import './requests.css'

const PAGE = 50

export function RequestsView() {
  const { view } = useLab()
  const arm = useDocument((state) => state.arm)
  const isStale = useRun((state) => state.isStale)
  const selected = useView((state) => state.request)
  const { value: table } = useLooked(arm, (look) => look.ask(requests, arm))
  const [order, setOrder] = useState<Order>({ column: 'request', direction: 'up' })
  const [phase, setPhase] = useState<string | null>(null)
  const [page, setPage] = useState(0)
  if (!table) return <p className="note">{say('There is no run yet: it appears here as soon as one has begun.')}</p>
  const columns = shownColumns(table)
  const rows = orderedRows(table, phase, order)
  const pages = Math.max(1, Math.ceil(rows.length / PAGE))
  const shown = Math.min(page, pages - 1)
  const counts = new Map<number, number>()
  for (const one of table.phase) counts.set(one, (counts.get(one) ?? 0) + 1)
  const sortBy = (column: string) => {
    const isSame = order.column === column
    setOrder({ column, direction: isSame && order.direction === 'up' ? 'down' : 'up' })
    setPage(0)
  }
  return (
    <div className={`requests-view${isStale ? ' stale' : ''}`}>
      <p className="requests-filter">
        <label>
          {say('State')}{' '}
          <select
            value={phase ?? ''}
            onChange={(event) => {
              setPhase(event.target.value === '' ? null : event.target.value)
              setPage(0)
            }}
          >
            <option value="">{say('all {n}', { n: formatCount(table.length) })}</option>
            {table.phases.map((name, i) =>
              counts.has(i) ? (
                <option key={name} value={name}>
                  {say(name)} {formatCount(counts.get(i) ?? 0)}
                </option>
              ) : null,
            )}
          </select>
        </label>
      </p>
      <section className="table-scroll" aria-label={say('Requests')}>
        <table className="summary num requests-table">
          <thead>
            <tr>
              {columns.map(({ id, label }) => (
                <th key={id} scope="col" aria-sort={order.column === id ? sortWords[order.direction] : undefined}>
                  <button type="button" className="quiet" onClick={() => sortBy(id)}>
                    {say(label)}
                    <span aria-hidden="true">
                      {order.column === id ? (order.direction === 'up' ? ' ↑' : ' ↓') : ''}
                    </span>
                  </button>
                </th>
              ))}
              <th scope="col">{say('State')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(shown * PAGE, (shown + 1) * PAGE).map((row) => (
              <tr key={row} aria-selected={row === selected || undefined}>
                {columns.map((column) =>
                  column.id === 'request' ? (
                    <th key={column.id} scope="row">
                      <button
                        type="button"
                        className="quiet"
                        aria-pressed={row === selected}
                        aria-label={say('Request {row}', { row })}
                        onClick={() => view.getState().selectRequest(row === selected ? null : row)}
                      >
                        {row}
                      </button>
                    </th>
                  ) : (
                    <td key={column.id}>{column.text(column.value(table, row))}</td>
                  ),
                )}
                <td>{say(table.phases[table.phase[row]])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="requests-pages num">
        <button type="button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
          {say('Previous page')}
        </button>{' '}
        {say('Page {page} of {pages}', { page: shown + 1, pages })}{' '}
        <button type="button" disabled={shown >= pages - 1} onClick={() => setPage(shown + 1)}>
          {say('Next page')}
        </button>
      </p>
    </div>
  )
}

const sortWords = { up: 'ascending', down: 'descending' } as const
