/**
 * A choice of algorithm: a select, one sentence on the chosen one, and its own knobs below. Choosing replaces the node, so
 * the knobs of the old algorithm never leak into the new one.
 */

import type { ReactNode } from 'react'
import type { ChoiceField, Field } from '../kernel/description.ts'
import { say } from '../ui/words.ts'
import { FieldShell } from './FieldShell.tsx'
import { choiceAt, editPath } from './field-values.ts'
import type { FormContext } from './form-context.ts'

interface ChoiceControlProps {
  readonly field: ChoiceField
  readonly form: FormContext
  /** The knobs of what is chosen, as a list. */
  readonly list: (fields: readonly Field[]) => ReactNode
}

export function ChoiceControl({ field, form, list }: ChoiceControlProps) {
  const id = choiceAt(form.setup, field.path, field.default)
  const option = field.options.find((one) => one.id === id)
  return (
    <FieldShell
      field={field}
      form={form}
      wide
      control={(ids) => (
        <select
          id={ids.input}
          value={id}
          aria-describedby={ids.description}
          onChange={(event) => form.edit(editPath(field), event.target.value)}
        >
          {!option && <option value={id}>{id}</option>}
          {field.options.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.title)}
            </option>
          ))}
        </select>
      )}
      below={() =>
        option && (
          <>
            <p className="choice-help">
              {say(option.help)}
              {option.source && <span className="field-source"> {option.source}.</span>}
              {option.sees && option.sees.length > 0 && (
                <span className="tag" title={say('Uses what a real server could not know')}>
                  {say('oracle: sees {what}', { what: option.sees.map(spaced).join(', ') })}
                </span>
              )}
            </p>
            {option.fields.length > 0 && <div className="nested">{list(option.fields)}</div>}
          </>
        )
      }
    />
  )
}

/** `outputLength` → "output length". */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
