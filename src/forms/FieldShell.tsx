/**
 * What stands around every field: label, help behind a button, way back to the default, and what is wrong with it.
 */
import { type ReactNode, useState } from 'react'
import type { Field } from '../kernel/description.ts'
import { say } from '../ui/words.ts'
import { editPath, isChanged, problemsOf, referenceOf } from './field-values.ts'
import type { FormContext } from './form-context.ts'
import { formatKnob } from './knob-number.ts'
import { ProblemNote } from './ProblemNote.tsx'

export interface FieldIds {
  readonly input: string
  readonly description: string
}

interface FieldShellProps {
  readonly field: Field
  readonly form: FormContext
  /** A mistake in what is being typed, before it becomes an edit. */
  readonly draftProblem?: string | null
  /** Beside the label: a number box, a check box, a select. */
  readonly control: (ids: FieldIds) => ReactNode
  /** Below the label row, at full width: a slider, nested fields. */
  readonly below?: (ids: FieldIds) => ReactNode
  readonly wide?: boolean
}

export function FieldShell({ field, form, draftProblem, control, below, wide }: FieldShellProps) {
  const [isHelpOpen, setHelpOpen] = useState(false)
  const ids = { input: `${form.idPrefix}-${field.path}`, description: `${form.idPrefix}-${field.path}-help` }
  const problems = problemsOf(field, form.problems)
  const reference = valueText(field, referenceOf(field, form.base))
  const changed = isChanged(field, form.setup, form.base)
  const isLocked = form.isLocked(field.path)
  const Box = isLocked ? 'fieldset' : 'div'
  return (
    <Box
      className={`field field-${field.kind}${wide ? ' field-wide' : ''}${isLocked ? ' field-locked' : ''}`}
      data-path={field.path}
      {...(isLocked && { disabled: true })}
    >
      <div className="field-row">
        <label htmlFor={ids.input}>{say(field.label)}</label>
        <span className="field-tools">
          {changed && (
            <button
              type="button"
              className="quiet reset"
              title={say('Back to {reference}', { reference })}
              aria-label={say('Reset {label} to {reference}', { label: field.label, reference })}
              onClick={() => form.edit(editPath(field), undefined)}
            >
              ↺
            </button>
          )}
          <button
            type="button"
            className="quiet help"
            aria-label={say('About {label}', { label: field.label })}
            aria-expanded={isHelpOpen}
            aria-controls={ids.description}
            onClick={() => setHelpOpen(!isHelpOpen)}
          >
            ?
          </button>
        </span>
        {control(ids)}
      </div>
      {below?.(ids)}
      <p className="field-help" id={ids.description} hidden={!isHelpOpen}>
        {say(field.help)} {rangeText(field)}
        {field.source && (
          <span className="field-source">
            {' '}
            {say('Source:')} {field.source}.
          </span>
        )}
      </p>
      {draftProblem && (
        <p className="problem" role="alert">
          {draftProblem}
        </p>
      )}
      {problems.map((problem) => (
        <ProblemNote key={problem.code + problem.message} problem={problem} onMend={form.mend} />
      ))}
      {isLocked && <p className="field-lock">{say('Locked by whoever made this link.')}</p>}
    </Box>
  )
}

/** A value as a person says it. */
function valueText(field: Field, value: unknown): string {
  switch (field.kind) {
    case 'number':
      return field.unit ? `${formatKnob(Number(value))} ${field.unit}` : formatKnob(Number(value))
    case 'toggle':
      return value === true ? 'on' : 'off'
    case 'text':
      return value === '' ? 'empty' : String(value)
    case 'select':
      return field.options.find((option) => option.value === value)?.label ?? String(value)
    case 'choice':
      return field.options.find((option) => option.id === value)?.title ?? String(value)
  }
}

function rangeText(field: Field): string {
  if (field.kind !== 'number') return say('Default: {default}.', { default: valueText(field, field.default) })
  return say('From {min} to {max}, default {default}.', {
    min: formatKnob(field.min),
    max: formatKnob(field.max),
    default: valueText(field, field.default),
  })
}
