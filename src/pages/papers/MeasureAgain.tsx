/** Measures a paper again in this browser, says how far it is, and whether the stored figures came out to the digit. */
import type { Paper } from '../../content/papers/paper.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { StoredResult } from '../../experiment/referee/stored.ts'
import type { JudgedHere } from '../../store/judging.ts'
import { type Difference, useDifferences, useIsOfAnother } from '../../store/use-again.ts'
import { useJudgedHere, useJudging } from '../../store/use-judging.ts'
import { say } from '../../ui/words.ts'

interface MeasureAgainProps {
  readonly paper: Paper
  readonly base: Experiment | null
  readonly stored: StoredResult | null
}

export function MeasureAgain({ paper: { id, judged }, base, stored }: MeasureAgainProps) {
  const judging = useJudging()
  const here = useJudgedHere(id)
  const differences = useDifferences(stored, here?.judgement ?? null)
  const isOfAnother = useIsOfAnother(stored, judged)
  const isRunning = here?.status === 'running'
  return (
    <div className="measure-again">
      <p>
        {isRunning ? (
          <button type="button" onClick={judging.cancel}>
            {say('Stop')}
          </button>
        ) : (
          <button
            type="button"
            className="solid"
            disabled={base === null}
            onClick={() => base && judging.run(id, base, judged)}
          >
            {stored ? say('Measure again') : say('Measure')}
          </button>
        )}{' '}
        {isRunning && <progress value={here.runs} max={Math.max(1, here.of)} aria-label={say('Runs that are done')} />}{' '}
        <span role="status">{here && statusOf(here, differences)}</span>
      </p>
      {isOfAnother && (
        <p className="problem">{say('The stored result is of an earlier version of this experiment.')}</p>
      )}
      {differences !== null && differences.length > 0 && <DifferenceTable differences={differences} />}
    </div>
  )
}

function statusOf({ status, runs, of, problem }: JudgedHere, differences: readonly Difference[] | null): string {
  if (status === 'running') return say('Run {n} of {of}, in this browser.', { n: runs, of })
  if (problem) return `${problem.message} ${problem.remedy}`
  if (differences === null) return say('Measured here; nothing is stored to compare it with.')
  if (differences.length === 0) return say('Measured here: every stored figure came out to the last digit.')
  return say('Measured here: {n} stored figures came out otherwise.', { n: differences.length })
}

const TITLE = 'paper-differences'
/** A table of hundreds says no more than its beginning. */
const MOST = 20

function DifferenceTable({ differences }: { readonly differences: readonly Difference[] }) {
  return (
    <div className="table-scroll">
      <table className="summary num" aria-labelledby={TITLE}>
        <caption id={TITLE}>{say('What differs')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Of')}</th>
            <th scope="col">{say('What')}</th>
            <th scope="col">{say('Stored')}</th>
            <th scope="col">{say('Measured here')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, MOST).map(({ of, what, stored, again }) => (
            <tr key={`${of} ${what}`}>
              <th scope="row">{say(of)}</th>
              <td>{say(what)}</td>
              <td>{stored}</td>
              <td>{again}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
