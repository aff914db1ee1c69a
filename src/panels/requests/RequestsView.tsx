/** Every request of the selected arm as a row: sorted by any column, filtered by phase; one opens the inspector. */
import { useState } from 'react'
import { requests } from '../../engines/asked.ts'
import { useDocument, useRun } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { RequestsTable } from './RequestsTable.tsx'
import { createOrdering, type Order } from './request-columns.ts'
import './requests.css'

export function RequestsView() {
  const arm = useDocument((state) => state.arm)
  const isStale = useRun((state) => state.isStale)
  const { value: table } = useLooked(arm, (look) => look.ask(requests, arm))
  const [order, setOrder] = useState<Order>({ column: 'request', direction: 'up' })
  const [phase, setPhase] = useState<string | null>(null)
  const [ordered] = useState(createOrdering)
  if (!table) return <p className="note">{say('There is no run yet: it appears here as soon as one has begun.')}</p>
  const { rows, counts } = ordered(table, phase, order)
  return (
    <div className={`requests-view${isStale ? ' stale' : ''}`}>
      <p className="requests-filter">
        <label>
          {say('State')}{' '}
          <select
            value={phase ?? ''}
            onChange={(event) => setPhase(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">{say('all {n}', { n: formatCount(table.length) })}</option>
            {table.phases.map((name, i) =>
              counts[i] > 0 ? (
                <option key={name} value={name}>
                  {say(name)} {formatCount(counts[i])}
                </option>
              ) : null,
            )}
          </select>
        </label>
      </p>
      <RequestsTable
        // Another choice of rows begins at its first one.
        key={phase}
        table={table}
        rows={rows}
        order={order}
        onOrder={setOrder}
      />
    </div>
  )
}
