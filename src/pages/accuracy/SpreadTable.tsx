/** Errors of published points, a group a row. */
import { say } from '../../ui/words.ts'
import type { AccuracySummaries } from '../../worker/asked/accuracy.ts'
import { ErrorCells, ErrorHeads } from './ErrorCells.tsx'
import { SpreadCell } from './SpreadCell.tsx'

interface SpreadTableProps {
  readonly caption: string
  readonly spreads: AccuracySummaries['published']
}

export function SpreadTable({ caption, spreads }: SpreadTableProps) {
  return (
    <section className="table-scroll" aria-label={caption} tabIndex={spreads.length > 0 ? 0 : undefined}>
      <table className="summary num accuracy-groups">
        <caption className="note">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Group')}</th>
            <ErrorHeads />
            <th scope="col">{say('½ … 2 × measured')}</th>
          </tr>
        </thead>
        <tbody>
          {spreads.map((spread) => (
            <tr key={spread.group}>
              <th scope="row">{spread.group}</th>
              <ErrorCells {...spread} />
              <SpreadCell {...spread} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
