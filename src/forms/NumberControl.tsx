/**
 * A number: an input that takes the true range and a slider over the teaching range. A drag of the slider is one step of
 * undo; what is typed becomes an edit as soon as it is a legal value, and a wrong one stays on screen with its reason.
 */

import { useRef, useState } from 'react'
import type { NumberField } from '../kernel/description.ts'
import { say } from '../ui/words.ts'
import { FieldShell } from './FieldShell.tsx'
import { valueAt } from './field-values.ts'
import type { FormContext } from './form-context.ts'
import {
  editableKnob,
  formatKnob,
  inputStep,
  readKnob,
  SLIDER_STEPS,
  sliderPosition,
  sliderStep,
  sliderValue,
} from './knob-number.ts'

interface NumberControlProps {
  readonly field: NumberField
  readonly form: FormContext
}

export function NumberControl({ field, form }: NumberControlProps) {
  const stored = valueAt(form.setup, field.path)
  const value = typeof stored === 'number' ? stored : field.default
  // What is being typed, while it differs from the value: null when the input shows the value itself.
  const [draft, setDraft] = useState<string | null>(null)
  const gesture = useRef(0)
  const reading = draft === null ? null : readKnob(field, draft)
  const newGesture = () => {
    gesture.current++
  }

  const type = (text: string) => {
    setDraft(text)
    const typed = readKnob(field, text)
    if (typed.kind === 'value') form.edit(field.path, typed.value, `type-${field.path}-${gesture.current}`)
  }
  const slide = (position: number) => {
    setDraft(null)
    form.edit(field.path, sliderValue(field, position), `slide-${field.path}-${gesture.current}`)
  }

  // Where 0 is no quantity its meaning stands in the unit's place: "0 until drained".
  const unit = value === 0 && field.zero ? field.zero : field.unit
  const said = `${formatKnob(value)}${unit ? ` ${unit}` : ''}`
  const position = sliderPosition(field, value)
  return (
    <FieldShell
      field={field}
      form={form}
      draftProblem={reading?.kind === 'wrong' ? reading.reason : null}
      control={(ids) => (
        <span className="number-box">
          <input
            id={ids.input}
            type="number"
            inputMode={field.integer ? 'numeric' : 'decimal'}
            step={inputStep(field)}
            value={draft ?? editableKnob(value)}
            aria-invalid={reading?.kind === 'wrong'}
            aria-describedby={ids.description}
            // The box grows with the number: 8 digits of a KV capacity and 1 digit of a count both look at home.
            style={{ width: `calc(${Math.max(2, (draft ?? editableKnob(value)).length)}ch + 1.2rem)` }}
            onFocus={newGesture}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setDraft(null)}
          />
          {unit && <span className="unit">{unit}</span>}
        </span>
      )}
      below={() => (
        <input
          type="range"
          className="slider"
          min={0}
          max={SLIDER_STEPS}
          step={sliderStep(field)}
          value={position}
          style={{ '--share': `${position / (SLIDER_STEPS / 100)}%` } as React.CSSProperties}
          aria-label={say('{label}, slider', { label: field.label })}
          aria-valuetext={said}
          // Not on focus, which comes in the middle of a press: a press and its drag are one gesture, and so is a held key.
          onPointerDown={newGesture}
          onKeyDown={(event) => {
            if (!event.repeat) newGesture()
          }}
          onChange={(event) => slide(Number(event.target.value))}
        />
      )}
    />
  )
}
