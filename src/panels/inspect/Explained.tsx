/** An iteration explained: sentences from the engine, and where its time goes. */
import type { Explanation, OperatorTerm } from '../../kernel/engine.ts'
import { formatBytes, formatMoment, formatPercent, formatSi, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ExplanationWords } from './ExplanationWords.tsx'

interface ExplainedProps {
  readonly explanation: Explanation
  readonly at: number
  readonly isLate: boolean
}

export function Explained({ explanation, at, isLate }: ExplainedProps) {
  const { start, end, terms, facts } = explanation
  return (
    <>
      {end <= at && (
        <p className="note num">
          {say('Nothing is under way at this moment. Of the last iteration, which ended at {end}:', {
            end: formatMoment(end, 0.001),
          })}
        </p>
      )}
      <ExplanationWords explanation={explanation} isLate={isLate} />
      <details className="terms">
        <summary>
          {say('Iteration of {time}, from {start}', {
            time: formatTime(end - start),
            start: formatMoment(start, 0.001),
          })}
        </summary>
        <TermTable terms={terms} />
        <dl className="facts num">
          {facts.map((fact) => (
            <div key={fact.id} title={fact.formula}>
              <dt>{fact.label}</dt>
              <dd>{typeof fact.value === 'number' ? formatSi(fact.value, fact.unit ?? '') : fact.value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

function TermTable({ terms }: { readonly terms: readonly OperatorTerm[] }) {
  const total = terms.reduce((sum, term) => sum + term.time, 0)
  const byTime = [...terms].sort((a, b) => b.time - a.time)
  return (
    <table className="summary num">
      <thead>
        <tr>
          <th scope="col">{say('Operator')}</th>
          <th scope="col">{say('Time')}</th>
          <th scope="col">{say('Share')}</th>
          <th scope="col">{say('Bound by')}</th>
        </tr>
      </thead>
      <tbody>
        {byTime.map((term) => (
          <tr key={term.operator} title={figuresOf(term)}>
            <th scope="row">{term.operator}</th>
            <td>{formatTime(term.time)}</td>
            <td>{formatPercent(total > 0 ? term.time / total : 0, 0)}</td>
            <td>{term.bound}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the bound was found from: FLOP, bytes, and what each limit alone would take. */
function figuresOf({ flop, bytes, alone }: OperatorTerm): string {
  const each = Object.entries(alone).flatMap(([limit, time]) => (time > 0 ? [`${limit} ${formatTime(time)}`] : []))
  return say('{flop}, {bytes}; alone: {each}', {
    flop: formatSi(flop, 'FLOP'),
    bytes: formatBytes(bytes),
    each: each.join(', '),
  })
}
