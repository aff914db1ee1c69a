/** Why the moment under the cursor is as it is: sentences from the engine, and where the iteration's time goes. */

import { useEffect } from 'react'
import type { Explanation, OperatorTerm } from '../../kernel/engine.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import type { Explained as ExplainedMoment } from '../../store/run.ts'
import { momentOf } from '../../store/view.ts'
import { formatBytes, formatMoment, formatPercent, formatSi, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ExplanationWords } from './ExplanationWords.tsx'

/** While it plays, a new answer a second of the clock on the wall: sentences that change faster cannot be read. */
const GRAIN = 1 // s

export function WhyPanel() {
  const { runner } = useLab()
  const arm = useDocument((state) => state.arm)
  const moment = useView((state) => {
    const at = momentOf(state)
    return state.isPlaying && state.hover === null ? Math.floor(at / (GRAIN * state.speed)) * GRAIN * state.speed : at
  })
  const revision = useRun((run) => run.revision)
  const status = useRun((run) => run.status)
  const isStale = useRun((run) => run.isStale)
  const explained = useRun((run) => run.explained)
  const hasArms = useDocument((state) => Object.keys(state.document.arms).length > 1)
  useEffect(() => {
    if (revision > 0 && status !== 'first' && status !== 'infeasible') runner.explain(arm, moment)
  }, [runner, arm, moment, revision, status])
  const explanation = status === 'infeasible' ? null : (explained?.explanation ?? null)
  const isLate =
    explained !== null && (isStale || explained.isOutdated || explained.arm !== arm || explained.at !== moment)
  return (
    <section className="why-panel" aria-labelledby="why-title" aria-busy={isLate}>
      <h2 id="why-title" className="num">
        {explained && status !== 'infeasible' ? titleOf(explained, hasArms) : say('Why')}
      </h2>
      {explanation && explained ? (
        <Explained explanation={explanation} at={explained.at} isLate={isLate} />
      ) : (
        <p className={isLate ? 'note late' : 'note'}>{say(silence(status))}</p>
      )}
    </section>
  )
}

/** Which moment of which arm is explained, whatever is pointed at meanwhile. */
function titleOf({ arm, at }: ExplainedMoment, hasArms: boolean): string {
  const moment = formatMoment(at)
  return hasArms
    ? say('Why in {arm}, at {moment}', { arm: arm.toUpperCase(), moment })
    : say('Why, at {moment}', { moment })
}

const silence = (status: string): string =>
  status === 'first'
    ? 'The simulation is starting.'
    : status === 'infeasible'
      ? 'This set-up cannot run: the fields of the set-up say why. A picture beside it is of the last one that could.'
      : 'No iteration is under way at this moment.'

interface ExplainedProps {
  readonly explanation: Explanation
  readonly at: number
  readonly isLate: boolean
}

function Explained({ explanation, at, isLate }: ExplainedProps) {
  const { start, end, terms, facts } = explanation
  return (
    <div className={isLate ? 'late' : undefined}>
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
    </div>
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
