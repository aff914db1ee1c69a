/** Target and draft at one place, token by token: what both give is the overlap, what only the target gives is the residual. */
import type { RoundDetail } from '../../engines/tokens/asked.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { named, placed } from './WrittenWords.tsx'

/** A probability that a table shows as 0.1 %. */
const LEAST = 0.0005

export function DistributionTable({ detail, judged }: { readonly detail: RoundDetail; readonly judged: number }) {
  const { choices, target, draft, residual } = detail
  // What both hardly ever give says nothing; of p = q nothing is left over.
  const rows = placed(choices).filter(({ place }) => place < 3 || Math.max(target[place], draft?.[place] ?? 0) > LEAST)
  const hasResidual = judged > 0 && detail.overlap[judged] < 1 - LEAST
  const most = Math.max(...target, ...(draft ?? []), 1e-9)
  return (
    <div className="table-scroll">
      <table className="summary num moment-table distribution">
        <caption>
          {judged === 0
            ? say('What the target would have written here')
            : say('Where “{token}” stood to be judged', { token: named(detail.tokens[judged]) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Token')}</th>
            <th scope="col" className="bars">
              <span className="key-p">{say('target p')}</span>
              {draft && <span className="key-q">{say('draft q')}</span>}
              {draft && <span className="key-overlap">{say('overlap')}</span>}
            </th>
            <th scope="col">p</th>
            {draft && <th scope="col">q</th>}
            {hasResidual && <th scope="col">{say('Residual')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ token, place: i }) => (
            <tr key={token}>
              <th scope="row">
                <span className="token">{named(token)}</span>
              </th>
              <td className="bars">
                <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="bar-p" y={0} width={(100 * target[i]) / most} height={draft ? 6 : 12} />
                  {draft && <rect className="bar-q" y={6} width={(100 * draft[i]) / most} height={6} />}
                  {draft && (
                    <rect
                      className="bar-overlap"
                      y={5}
                      width={(100 * Math.min(target[i], draft[i])) / most}
                      height={2}
                    />
                  )}
                </svg>
              </td>
              <td>{formatPercent(target[i], 1)}</td>
              {draft && <td>{formatPercent(draft[i], 1)}</td>}
              {hasResidual && <td>{formatPercent(residual[i], 1)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
