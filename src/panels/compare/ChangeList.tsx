/** The requests that won and lost most, five each; a name selects the request. */
import { formatDifference, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type Comparison, type Difference, largest } from './differences.ts'

const MOST = 5

interface ChangeListProps {
  readonly comparison: Comparison
  readonly onPick: (request: number) => void
}

export function ChangeList({ comparison, onPick }: ChangeListProps) {
  return (
    <div className="compare-lists">
      <Changes title={say('Won most')} rows={largest(comparison, 'won', MOST)} onPick={onPick} />
      <Changes title={say('Lost most')} rows={largest(comparison, 'lost', MOST)} onPick={onPick} />
    </div>
  )
}

interface ChangesProps {
  readonly title: string
  readonly rows: readonly Difference[]
  readonly onPick: (request: number) => void
}

function Changes({ title, rows, onPick }: ChangesProps) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="note">{say('None.')}</p>
      ) : (
        <table className="summary num">
          <thead>
            <tr>
              <th scope="col">{say('Request')}</th>
              <th scope="col">{say('Before')}</th>
              <th scope="col">{say('After')}</th>
              <th scope="col">{say('Change')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ request, before, after }) => (
              <tr key={request}>
                <th scope="row">
                  <button
                    type="button"
                    className="quiet"
                    aria-label={say('Request {row}', { row: request })}
                    onClick={() => onPick(request)}
                  >
                    {request}
                  </button>
                </th>
                <td>{formatTime(before)}</td>
                <td>{formatTime(after)}</td>
                <td>{formatDifference(after, before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
