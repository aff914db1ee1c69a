/** One request as a row: its name selects it, the rest is read. */
import { memo, type Ref } from 'react'
import type { RequestTable } from '../../engines/asked.ts'
import { say } from '../../ui/words.ts'
import type { RequestColumnInfo } from './request-columns.ts'

interface RequestRowProps {
  readonly table: RequestTable
  readonly columns: readonly RequestColumnInfo[]
  readonly request: number
  /** Its place in the order, from 0. */
  readonly place: number
  readonly isSelected: boolean
  /** The Tab key stops here. */
  readonly isStop: boolean
  /** Measures its height. */
  readonly measure: Ref<HTMLTableRowElement>
  readonly onStop: (place: number) => void
  readonly onSelect: (request: number | null) => void
}

export const RequestRow = memo(function RequestRow({
  table,
  columns,
  request,
  place,
  isSelected,
  isStop,
  measure,
  onStop,
  onSelect,
}: RequestRowProps) {
  return (
    // The first row is that of the names.
    <tr ref={measure} data-index={place} aria-rowindex={place + 2} aria-selected={isSelected || undefined}>
      {columns.map((column) =>
        column.id === 'request' ? (
          <th key={column.id} scope="row">
            <button
              type="button"
              className="quiet"
              tabIndex={isStop ? 0 : -1}
              aria-pressed={isSelected}
              aria-label={say('Request {row}', { row: request })}
              onFocus={() => onStop(place)}
              onClick={() => onSelect(isSelected ? null : request)}
            >
              {request}
            </button>
          </th>
        ) : (
          <td key={column.id}>{column.text(column.value(table, request))}</td>
        ),
      )}
      <td>{say(table.phases[table.phase[request]])}</td>
    </tr>
  )
})
