/** A button that asks whether speculation changes what is written, and shows that the question can be answered with no. */
import { useState } from 'react'
import type { LosslessRow } from '../../engines/tokens/asked.ts'
import { useLab } from '../../store/lab-context.tsx'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { checkLossless } from '../../worker/asked/tokens.ts'

export function LosslessSection() {
  const { runner } = useLab()
  const [rows, setRows] = useState<readonly LosslessRow[]>([])
  const [isRunning, setRunning] = useState(false)
  const check = async () => {
    setRows([])
    setRunning(true)
    try {
      await runner.client.errand(checkLossless, [], (row) => setRows((before) => [...before, row]))
    } catch {
      // A worker that died is told by its own notice.
    }
    setRunning(false)
  }
  return (
    <section aria-labelledby="lossless-reading">
      <h3 id="lossless-reading">{say('Is it lossless?')}</h3>
      <p className="note">
        {say(
          'Texts of three tokens are written 100,000 times by each method on a small pair of models whose every probability is known. Correct methods must agree with the target alone (|z| < 4); mistakes that look right must be caught (z > 20).',
        )}
      </p>
      <button type="button" disabled={isRunning} onClick={() => void check()}>
        {isRunning ? say('Writing…') : say('Run the battery')}
      </button>
      {rows.length > 0 && <LosslessTable rows={rows} />}
    </section>
  )
}

function LosslessTable({ rows }: { readonly rows: readonly LosslessRow[] }) {
  return (
    <div className="table-scroll" aria-live="polite">
      <table className="summary num moment-table">
        <thead>
          <tr>
            <th scope="col">{say('Method')}</th>
            <th scope="col">z</th>
            <th scope="col">{say('Tokens a round')}</th>
            <th scope="col">{say('Texts')}</th>
            <th scope="col">{say('Verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, mistake, z, samples, tokensPerRound, isAsExpected }) => (
            <tr key={id}>
              <th scope="row">
                {say(title)}
                {mistake !== null && <small className="note"> {say(mistake)}</small>}
              </th>
              <td>{z.toFixed(1)}</td>
              <td>{tokensPerRound.toFixed(2)}</td>
              <td>{formatCount(samples)}</td>
              <td className={isAsExpected ? '' : 'answer-wrong'}>
                {!isAsExpected ? say('not as expected') : mistake === null ? say('lossless') : say('caught')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
