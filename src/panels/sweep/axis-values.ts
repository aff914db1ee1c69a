/**
 * Axes of a sweep as the page edits them: which knobs can be swept, which values an axis takes, and how a list of values
 * reads back as "from, to, how many".
 */
import { openFields, type Setup, valueAt } from '../../forms/field-values.ts'
import type { ChoiceField, Description, NumberField, SelectField, ToggleField } from '../../kernel/description.ts'

export type SweepField = NumberField | SelectField | ToggleField | ChoiceField

export interface SweepKnob {
  readonly group: string
  readonly field: SweepField
}

/** Values of one axis that a document may have (experiment/normalise.ts says the same of links). */
export const MOST_VALUES = 100

/** Every knob of the set-up as it stands, but texts: a sweep over names of data sets has no meaning. */
export function sweepKnobs(description: Description, setup: Setup): readonly SweepKnob[] {
  return description.groups.flatMap(({ title, fields }) =>
    [...openFields(fields, setup)].flatMap((field) => (field.kind === 'text' ? [] : [{ group: title, field }])),
  )
}

/** The knob of a path; links and the command line leave `knobs` out, descriptions do not. */
export const knobAt = (knobs: readonly SweepKnob[], path: string): SweepKnob | undefined =>
  knobs.find(({ field }) => shortPath(field.path) === shortPath(path))

const shortPath = (path: string): string => path.replaceAll('.knobs.', '.').replace(/\.id$/, '')

/** The value of a knob in the set-up: an option's id for a choice. */
export function knobValue(field: SweepField, setup: Setup): unknown {
  return valueAt(setup, field.kind === 'choice' ? `${field.path}.id` : field.path) ?? field.default
}

export interface Spread {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly scale: 'linear' | 'log'
}

/**
 * `count` values from `from` to `to`, both included, at equal distances or equal ratios. Inner ones have three significant
 * digits, so that links and tables stay short: 1 to 8 by ratio in 4 is 1, 2, 4, 8. Equal values are listed once.
 */
export function spreadValues(
  { from, to, count, scale }: Spread,
  field: Pick<NumberField, 'integer'>,
): readonly number[] {
  const isLog = scale === 'log' && from > 0 && to > 0
  const values = Array.from({ length: count }, (_, place) => {
    if (place === 0 || count === 1) return from
    if (place === count - 1) return to
    const share = place / (count - 1)
    const value = isLog ? from * (to / from) ** share : from + share * (to - from)
    return field.integer ? Math.round(value) : Number(value.toPrecision(3))
  })
  return [...new Set(values)]
}

/** How a list of values reads: the scale whose spread it is, else linear. */
export function spreadOf(values: readonly number[], field: NumberField): Spread {
  const from = values[0] ?? field.sliderMin
  const to = values.at(-1) ?? field.sliderMax
  const inLog: Spread = { from, to, count: values.length, scale: 'log' }
  const again = spreadValues(inLog, field)
  const isLog = values.length > 2 ? isSameList(again, values) : field.scale === 'log'
  return isLog ? inLog : { ...inLog, scale: 'linear' }
}

/** Seven values around the one on the form, within the teaching range; every option of a list, catalogues without what is made of knobs. */
export function firstValues(field: SweepField, setup: Setup): readonly unknown[] {
  if (field.kind === 'toggle') return [false, true]
  if (field.kind === 'select') return field.options.map(({ value }) => value)
  if (field.kind === 'choice') return field.options.filter(({ isFromKnobs }) => !isFromKnobs).map(({ id }) => id)
  return spreadValues(around(field, Number(knobValue(field, setup))), field)
}

/** A quarter to four times the value, or half the slider's range around it. */
function around(field: NumberField, value: number, count = 7): Spread {
  const { sliderMin, sliderMax, scale, min, max, integer } = field
  const held = (x: number): number => {
    const inside = Math.min(max, Math.max(min, Number(x.toPrecision(3))))
    return integer ? Math.round(inside) : inside
  }
  if (scale === 'log' && value > 0) return { from: held(value / 4), to: held(value * 4), count, scale }
  const half = (sliderMax - sliderMin) / 4
  return {
    from: held(Math.max(sliderMin, value - half)),
    to: held(Math.max(value + half, sliderMin)),
    count,
    scale: 'linear',
  }
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, place) => value === b[place])
