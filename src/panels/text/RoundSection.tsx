/** The round that wrote a token, computed again: the draft with its verdicts, and target and draft side by side at one row. */

import { useState } from 'react'
import type { RoundDetail, WrittenText } from '../../engines/tokens/asked.ts'
import { round as roundAgain } from '../../engines/tokens/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { DistributionTable } from './DistributionTable.tsx'
import { named, placed } from './WrittenWords.tsx'

interface RoundProps {
  readonly arm: ArmKey
  readonly request: number
  readonly text: WrittenText
  readonly chosen: number
}

export function RoundSection({ arm, request, text, chosen }: RoundProps) {
  const round = text.round[chosen]
  // Where in its round the token stands, until another row is chosen.
  const [row, setRow] = useState(text.round.indexOf(round) - chosen - 1)
  const { value, isLate } = useLooked(`${arm} ${request} ${round} ${row}`, (look) =>
    look.ask(roundAgain, arm, request, round, row),
  )
  if (!value) return <p className="note">{say('Writing this round again…')}</p>
  const { judged } = value
  return (
    <section aria-labelledby="round-reading" className={isLate ? 'late' : undefined} aria-busy={isLate}>
      <h3 id="round-reading">{say('Round {n}', { n: formatCount(round + 1) })}</h3>
      {value.tokens.length > 1 ? (
        <DraftTable detail={value} judged={judged} onJudge={setRow} />
      ) : (
        <p className="note">{say('Nothing was drafted: the target drew this token by itself.')}</p>
      )}
      <DistributionTable detail={value} judged={judged} />
    </section>
  )
}

interface DraftProps {
  readonly detail: RoundDetail
  readonly judged: number
  readonly onJudge: (row: number) => void
}

const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3))

function DraftTable({ detail, judged, onJudge }: DraftProps) {
  return (
    <div className="table-scroll">
      <table className="summary num moment-table draft-table">
        <caption>
          {say('Accepted when u < p / q; a rejected token is replaced by one drawn from what p has more of than q.')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Drafted')}</th>
            <th scope="col">{say('Verdict')}</th>
            <th scope="col">p</th>
            <th scope="col">q</th>
            <th scope="col">{say('Overlap β')}</th>
            <th scope="col">u</th>
          </tr>
        </thead>
        <tbody>
          {placed(detail.tokens).map(({ token, place: row }) =>
            row === 0 ? null : (
              <tr key={row} className={row === judged ? 'judged' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className={`token verdict-${detail.verdict[row]}`}
                    style={{ marginLeft: `${depthOf(detail, row) - 1}em` }}
                    aria-pressed={row === judged}
                    onClick={() => onJudge(row)}
                  >
                    {named(token)}
                  </button>
                </th>
                <td>{say(detail.verdict[row])}</td>
                <td>{figure(detail.p[row])}</td>
                <td>{figure(detail.q[row])}</td>
                <td>{figure(detail.overlap[row])}</td>
                <td>{figure(detail.u[row])}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function depthOf({ parent }: RoundDetail, row: number): number {
  let depth = 0
  for (let at = row; at > 0; at = parent[at]) depth++
  return depth
}
