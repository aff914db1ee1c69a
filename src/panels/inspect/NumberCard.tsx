/** What stands behind a figure: its formula, each arm's values in it, where it is from and where it stops being right. */
import type { Metric } from '../../kernel/engine.ts'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'

export interface NumberCardProps {
  readonly help: string
  /** The metric of each arm, with the arm's letter. */
  readonly arms: readonly { readonly arm: string; readonly metric: Metric; readonly text: string }[]
}

export function NumberCard({ help, arms }: NumberCardProps) {
  const [first] = arms
  if (!first) return <p>{say(help)}</p>
  const { formula, source, validity, unit } = first.metric
  return (
    <div className="number-card">
      <p>{say(help)}</p>
      <dl>
        {formula && (
          <>
            <dt>{say('Formula')}</dt>
            <dd>{say(formula)}</dd>
          </>
        )}
        {arms.map(({ arm, metric, text }) => (
          <div key={arm}>
            <dt>{arms.length > 1 ? <ArmName arm={arm} /> : say('Here')}</dt>
            <dd className="num">
              {[
                metric.substituted,
                metric.n !== undefined && !metric.substituted ? `n = ${metric.n}` : null,
                `= ${text}`,
              ]
                .filter((part) => part)
                .join(' ')}
            </dd>
            {metric.why && <dd>{say(metric.why)}</dd>}
          </div>
        ))}
        {unit && (
          <>
            <dt>{say('Unit')}</dt>
            <dd>{unit}</dd>
          </>
        )}
        {source && (
          <>
            <dt>{say('Source')}</dt>
            <dd>{say(source)}</dd>
          </>
        )}
        {validity && (
          <>
            <dt>{say('Holds')}</dt>
            <dd>{say(validity)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
