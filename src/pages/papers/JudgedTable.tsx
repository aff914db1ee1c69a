/** A judgement as a table: a row an arm, with the mechanism's gain over it. */
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredArm, StoredJudgement } from '../../experiment/referee/stored.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

const TITLE = 'paper-figures'

interface JudgedTableProps {
  readonly judgement: StoredJudgement
  readonly judged: Judged
}

export function JudgedTable({ judgement, judged }: JudgedTableProps) {
  return (
    <>
      <p>
        <strong>{say(judgement.state)}</strong>
      </p>
      <p className="note" id={TITLE}>
        {say(judged.figure)}
      </p>
      <div className="table-scroll">
        <table className="summary num" aria-labelledby={TITLE}>
          <thead>
            <tr>
              <th scope="col">{say('Arm')}</th>
              <th scope="col">{say('Role')}</th>
              <th scope="col">{say('Figure')}</th>
              <th scope="col">{say('Gain over it')}</th>
            </tr>
          </thead>
          <tbody>
            {judgement.arms.map((arm) => (
              <tr key={arm.key}>
                <th scope="row">{say(arm.title)}</th>
                <td>{say(arm.role)}</td>
                <td>{arm.figure === null ? '–' : significant(arm.figure, 3)}</td>
                <td>{gainOf(arm)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function gainOf({ gain, spread }: StoredArm): string {
  if (gain === null || spread === null) return '–'
  const [low, high] = spread.map((end) => significant(end, 3))
  return `${significant(gain, 3)} × (${low}–${high})`
}
