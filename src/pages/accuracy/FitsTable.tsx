/** The shipped fits with their errors, as the worker has them. */
import { useState } from 'react'
import { say } from '../../ui/words.ts'
import { type FitSummary, fitSummaries } from '../../worker/asked/accuracy.ts'
import { ErrorCells, ErrorHeads } from './ErrorCells.tsx'
import { SpreadCell } from './SpreadCell.tsx'
import { useAnswer } from './use-answer.ts'

export function FitsTable() {
  const fits = useAnswer(fitSummaries)
  const [shown, setShown] = useState<FitSummary | null>(null)
  if (fits === null) return <p className="note">{say('Loading…')}</p>
  return (
    <section aria-labelledby="accuracy-kernels">
      <h2 id="accuracy-kernels">{say('Kernels, on rows kept apart')}</h2>
      <div className="table-scroll">
        <table className="summary num">
          <caption className="note">
            {say('Absolute errors of the predicted time; bias above 0 is too slow. Rows are those kept apart.')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say('Operator')}</th>
              <th scope="col">{say('Accelerator')}</th>
              <th scope="col">{say('Kind')}</th>
              <ErrorHeads />
              <th scope="col">{say('½ … 2 × measured')}</th>
            </tr>
          </thead>
          <tbody>
            {fits.map((fit) => (
              <tr key={`${fit.family} ${fit.device} ${fit.kind}`}>
                <th scope="row">
                  <button type="button" className="quiet" aria-pressed={fit === shown} onClick={() => setShown(fit)}>
                    {say(fit.title)}
                  </button>
                </th>
                <td>{fit.device}</td>
                <td>{fit.kind}</td>
                <ErrorCells {...fit} />
                <SpreadCell {...fit} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note" role="status">
        {shown === null
          ? say('Choose an operator to read where its fit holds.')
          : say('{title} holds for: {validity}.', { title: say(shown.title), validity: say(shown.validity) })}
      </p>
    </section>
  )
}
