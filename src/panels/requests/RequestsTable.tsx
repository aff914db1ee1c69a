/**
 * The rows that can be seen, of as many requests as there are: thousands of rows of DOM stall a page. To a screen reader the table has
 * all of them (`aria-rowcount`), and the keyboard walks them from one stop: arrows, Page Up and Down, Home, End. The row of that stop
 * stays in the page wherever the table is scrolled to.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RequestTable } from '../../engines/asked.ts'
import { useLab, useView } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { RequestRow } from './RequestRow.tsx'
import { type Order, shownColumns } from './request-columns.ts'
import { rowAfter } from './row-keys.ts'

interface RequestsTableProps {
  readonly table: RequestTable
  readonly rows: readonly number[]
  readonly order: Order
  readonly onOrder: (order: Order) => void
}

/** Pixels of a row before one was measured. */
const ROW = 31

export function RequestsTable({ table, rows, order, onOrder }: RequestsTableProps) {
  const { view } = useLab()
  const selected = useView((state) => state.request)
  const columns = useMemo(() => shownColumns(table), [table])
  const scroller = useRef<HTMLElement>(null)
  const [stopAt, setStopAt] = useState(0)
  const stop = Math.max(0, Math.min(stopAt, rows.length - 1))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      return seen.includes(stop) || rows.length === 0 ? seen : [...seen, stop].sort((a, b) => a - b)
    },
  })
  // The focus follows once the row is there.
  const isWalking = useRef(false)
  useEffect(() => {
    if (!isWalking.current) return
    isWalking.current = false
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${stop}"] button`)
    button?.focus({ preventScroll: true })
  }, [stop])
  const walk = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2)
    const next =
      event.ctrlKey || event.metaKey || event.altKey
        ? null
        : rowAfter(event.key, { row: stop, last: rows.length - 1, page })
    if (next === null) return
    event.preventDefault()
    isWalking.current = next !== stop
    setStopAt(next)
    virtual.scrollToIndex(next)
  }
  const sortBy = (column: string) => {
    onOrder({ column, direction: order.column === column && order.direction === 'up' ? 'down' : 'up' })
    setStopAt(0)
    virtual.scrollToOffset(0)
  }
  const select = useCallback((request: number | null) => view.getState().selectRequest(request), [view])
  const shown = virtual.getVirtualItems()
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <section className="table-scroll requests-scroll" aria-label={say('Requests')} ref={scroller}>
      <table className="summary num requests-table" aria-rowcount={rows.length + 1}>
        <colgroup>
          {[...columns.map(({ label }) => say(label)), say('State')].map((label) => (
            // Widths that do not hang on the rows that happen to be seen: ten digits, or the name with its arrow.
            <col key={label} style={{ width: `${Math.max(10, label.length + 3)}ch` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col" aria-sort={order.column === id ? sortWords[order.direction] : undefined}>
                <button type="button" className="quiet" onClick={() => sortBy(id)}>
                  {say(label)}
                  <span aria-hidden="true">{order.column === id ? (order.direction === 'up' ? ' ↑' : ' ↓') : ''}</span>
                </button>
              </th>
            ))}
            <th scope="col">{say('State')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {shown.map(({ key, index, start }, i) => (
            <Fragment key={key}>
              <Gap height={start - (shown[i - 1]?.end ?? 0)} />
              <RequestRow
                table={table}
                columns={columns}
                request={rows[index]}
                place={index}
                isSelected={rows[index] === selected}
                isStop={index === stop}
                measure={virtual.measureElement}
                onStop={setStopAt}
                onSelect={select}
              />
            </Fragment>
          ))}
          <Gap height={below} />
        </tbody>
      </table>
    </section>
  )
}

/** The room of rows that are not in the page. */
function Gap({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr className="requests-gap" style={{ height }} />
}

const sortWords = { up: 'ascending', down: 'descending' } as const
