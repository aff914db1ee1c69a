/** What stands behind a figure: its formula, each arm's values in it, where it is from and where it stops being right. */
import type { MetricValue, MetricWords } from '../../kernel/metric.ts'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'

export interface NumberCardProps {
  readonly words: MetricWords
  /** What each arm's run says of it, with the arm's letter. */
  readonly arms: readonly { readonly arm: string; readonly here: MetricValue; readonly text: string }[]
}

export function NumberCard({ words, arms }: NumberCardProps) {
  const { help, formula, source, validity, unit } = words
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
        {arms.map(({ arm, here, text }) => (
          <div key={arm}>
            <dt>{arms.length > 1 ? <ArmName arm={arm} /> : say('Here')}</dt>
            <dd className="num">
              {[here.substituted, here.n !== undefined && !here.substituted ? `n = ${here.n}` : null, `= ${text}`]
                .filter((part) => part)
                .join(' ')}
            </dd>
            {here.note && <dd>{say(here.note)}</dd>}
            {here.why && <dd>{say(here.why)}</dd>}
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
