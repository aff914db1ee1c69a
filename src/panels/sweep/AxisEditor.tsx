/** One axis: the knob it sweeps, and its values; a spread of numbers, or some of the options. */
import { useId } from 'react'
import type { NumberField } from '../../kernel/description.ts'
import { say } from '../../ui/words.ts'
import {
  firstValues,
  knobAt,
  MOST_VALUES,
  type SweepField,
  type SweepKnob,
  spreadOf,
  spreadValues,
  sweepKnobs,
} from './axis-values.ts'
import { CommittedNumber } from './CommittedNumber.tsx'
import type { AxisValues, Described } from './described.ts'

interface AxisEditorProps extends Described {
  readonly title: string
  readonly axis: AxisValues | null
  /** null takes the axis away. */
  readonly onAxis: (axis: AxisValues | null) => void
}

export function AxisEditor({ title, axis, description, setup, onAxis }: AxisEditorProps) {
  const knobs = sweepKnobs(description, setup)
  const knob = axis === null ? undefined : knobAt(knobs, axis.path)
  const choose = (path: string) => {
    const chosen = knobAt(knobs, path)
    onAxis(chosen ? { path: chosen.field.path, values: firstValues(chosen.field, setup) } : null)
  }
  return (
    <fieldset className="sweep-axis">
      <legend className="visually-hidden">{title}</legend>
      <label className="sweep-knob">
        <span>{title}</span>
        <select
          aria-label={title}
          value={knob?.field.path ?? axis?.path ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{say('no knob')}</option>
          {axis !== null && knob === undefined && <option value={axis.path}>{axis.path}</option>}
          {groupsOf(knobs).map(([group, fields]) => (
            <optgroup key={group} label={say(group)}>
              {fields.map(({ path, label, unit }) => (
                <option key={path} value={path}>
                  {/* Classes and lengths have the same labels twice: the path tells them apart. */}
                  {distinct(fields, label) ? say(label) : `${say(label)} · ${path.split('.').slice(-2)[0]}`}
                  {unit ? ` (${unit})` : ''}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {axis !== null && knob === undefined && (
        <p className="note">
          {say('The set-up has no knob “{path}” now: its values change nothing.', { path: axis.path })}
        </p>
      )}
      {axis !== null && knob !== undefined && (
        <Values field={knob.field} values={axis.values} onValues={(values) => onAxis({ path: axis.path, values })} />
      )}
    </fieldset>
  )
}

interface ValuesProps<F extends SweepField> {
  readonly field: F
  readonly values: readonly unknown[]
  readonly onValues: (values: readonly unknown[]) => void
}

function Values({ field, values, onValues }: ValuesProps<SweepField>) {
  if (field.kind === 'number') return <NumberValues {...{ field, values, onValues }} />
  const options =
    field.kind === 'toggle'
      ? [
          { value: false, label: say('off') },
          { value: true, label: say('on') },
        ]
      : field.kind === 'choice'
        ? field.options.map(({ id, title }) => ({ value: id, label: title }))
        : field.options
  return (
    <div className="sweep-options">
      {options.map(({ value, label }) => {
        const isOn = values.includes(value)
        const all = options.map((option) => option.value as unknown)
        const others = all.filter((one) => (one === value ? !isOn : values.includes(one)))
        return (
          <label key={label}>
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn && values.length === 1}
              onChange={() => onValues(others)}
            />
            {say(label)}
          </label>
        )
      })}
    </div>
  )
}

function NumberValues({ field, values, onValues }: ValuesProps<NumberField>) {
  const id = useId()
  const spread = spreadOf(values.map(Number), field)
  const change = (part: Partial<typeof spread>) => onValues(spreadValues({ ...spread, ...part }, field))
  const range = { min: field.min, max: field.max, isWhole: field.integer }
  return (
    <div className="sweep-spread">
      <CommittedNumber label={say('from')} value={spread.from} {...range} onNumber={(from) => change({ from })} />
      <CommittedNumber label={say('to')} value={spread.to} {...range} onNumber={(to) => change({ to })} />
      <CommittedNumber
        label={say('values')}
        value={values.length}
        {...{ min: 1, max: MOST_VALUES, isWhole: true }}
        onNumber={(count) => change({ count })}
      />
      <label className="sweep-number" htmlFor={id}>
        <span>{say('spaced')}</span>
        <select id={id} value={spread.scale} onChange={(event) => change({ scale: scaleNamed(event.target.value) })}>
          <option value="linear">{say('evenly')}</option>
          <option value="log" disabled={spread.from <= 0}>
            {say('by ratio')}
          </option>
        </select>
      </label>
    </div>
  )
}

const scaleNamed = (name: string): 'linear' | 'log' => (name === 'log' ? 'log' : 'linear')

function groupsOf(knobs: readonly SweepKnob[]): readonly (readonly [string, readonly SweepField[]])[] {
  const groups = new Map<string, SweepField[]>()
  for (const { group, field } of knobs) groups.set(group, [...(groups.get(group) ?? []), field])
  return [...groups]
}

const distinct = (fields: readonly SweepField[], label: string): boolean =>
  fields.filter((field) => field.label === label).length === 1
