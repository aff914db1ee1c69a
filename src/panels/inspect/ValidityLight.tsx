/** How far the figures of an arm can be believed: a light with a word, and the reasons behind it. */
import type { Validity } from '../../kernel/engine.ts'
import { useDocument } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'
import { mendEdits } from '../setup/use-setup-form.ts'

const words = {
  inside: { sign: '●', title: 'Inside calibration' },
  extrapolating: { sign: '▲', title: 'Extrapolating' },
  failing: { sign: '■', title: 'Where simulators fail' },
} as const

interface ValidityLightProps {
  readonly arm: string
  readonly validity: Validity
  /** Several arms: the letter tells them apart. */
  readonly isNamed: boolean
}

export function ValidityLight({ arm, validity: { level, reasons, mend }, isNamed }: ValidityLightProps) {
  const arms = useDocument((state) => state.document.arms)
  const editAll = useDocument((state) => state.editAll)
  const { sign, title } = words[level]
  return (
    <details className={`validity ${level}`}>
      <summary>
        {isNamed && (
          <>
            <ArmName arm={arm} />{' '}
          </>
        )}
        <span className="light" aria-hidden="true">
          {sign}
        </span>{' '}
        {say(title)}
      </summary>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{say(reason)}</li>
        ))}
      </ul>
      <p>
        {mend && (
          <button type="button" onClick={() => editAll(mendEdits(mend, arms, arm))}>
            {say(mend.label)}
          </button>
        )}{' '}
        <a href="#/accuracy">{say('How it was calibrated')}</a>
      </p>
    </details>
  )
}
