/** The axes of a document in words of the description: label, unit, names of values, scale. What figures and tables read. */
import type { Experiment } from '../../experiment/document.ts'
import type { Setup } from '../../forms/field-values.ts'
import { formatKnob } from '../../forms/knob-number.ts'
import type { Description } from '../../kernel/description.ts'
import { say } from '../../ui/words.ts'
import { knobAt, type SweepField, spreadOf, sweepKnobs } from './axis-values.ts'

export interface SweptAxis {
  readonly key: string
  readonly path: string
  readonly label: string
  readonly unit: string
  readonly values: readonly unknown[]
  /** Names of the values where they are no numbers; null for a number axis. */
  readonly names: readonly string[] | null
  readonly scale: 'linear' | 'log'
  /** null where the set-up has no such knob now. */
  readonly field: SweepField | null
}

/** Axes over knobs, in order; the seed is no axis but repeats. */
export function sweptAxes(document: Experiment, description: Description, setup: Setup): readonly SweptAxis[] {
  const knobs = sweepKnobs(description, setup)
  return Object.entries(document.sweep?.axes ?? {})
    .filter(([, { path }]) => path !== 'seed')
    .map(([key, { path, values }]) => {
      const field = knobAt(knobs, path)?.field ?? null
      const isNumber = field === null ? values.every((value) => typeof value === 'number') : field.kind === 'number'
      return {
        key,
        path,
        values,
        field,
        label: field === null ? path : say(field.label),
        unit: field?.unit ?? '',
        names: isNumber ? null : values.map((value) => optionName(field, value)),
        scale: field?.kind === 'number' ? spreadOf(values as readonly number[], field).scale : 'linear',
      }
    })
}

/** Seeds the document repeats every point with. */
export const seedsOf = (document: Experiment): readonly unknown[] =>
  Object.values(document.sweep?.axes ?? {}).find(({ path }) => path === 'seed')?.values ?? [document.seed]

export function valueName({ names, values, unit }: SweptAxis, place: number): string {
  const value = values[place]
  if (names !== null) return names[place]
  return `${formatKnob(Number(value))} ${unit}`.trimEnd()
}

function optionName(field: SweepField | null, value: unknown): string {
  if (field?.kind === 'choice') return field.options.find(({ id }) => id === value)?.title ?? String(value)
  if (field?.kind === 'select') return field.options.find((option) => option.value === value)?.label ?? String(value)
  if (field?.kind === 'toggle') return value === true ? say('on') : say('off')
  return String(value)
}
