/** A number that counts when it is finished: Enter, or leaving the field. What does not fit says its range and is not taken. */
import { useId, useState } from 'react'
import { say } from '../../ui/words.ts'

export interface CommittedNumberProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
  readonly onNumber: (value: number) => void
}

export function CommittedNumber({ label, hint, value, min, max, isWhole, onNumber }: CommittedNumberProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const number = Number(typed ?? value)
  const fits = typed?.trim() !== '' && number >= min && number <= max && (!isWhole || Number.isInteger(number))
  const commit = () => {
    if (typed !== null && fits && number !== value) onNumber(number)
    if (fits) setTyped(null)
  }
  return (
    <label className="sweep-number">
      <span>{label}</span>
      <input
        className="num"
        aria-label={label}
        type="number"
        inputMode="decimal"
        step="any"
        value={typed ?? value}
        aria-invalid={!fits}
        aria-describedby={fits ? undefined : id}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      {hint && <small className="note">{hint}</small>}
      {!fits && (
        <small className="sweep-wrong" id={id} role="alert">
          {isWhole ? say('whole, {min} to {max}', { min, max }) : say('{min} to {max}', { min, max })}
        </small>
      )}
    </label>
  )
}
