/** The knobs of an engine by the short paths that people write, and which of them a setup has. */
import type { Patch } from '../experiment/document.ts'
import { get } from '../experiment/path.ts'
import type { Description, Field } from '../kernel/description.ts'

export interface Knob {
  /** `scheduler.tokenBudget`. */
  readonly path: string
  readonly field: Field
  /** Choices above it, outermost first: the algorithm it belongs to. */
  readonly within: readonly { readonly choice: string; readonly option: string }[]
}

export function knobsOf({ groups }: Description): readonly Knob[] {
  return groups.flatMap(({ fields }) => fields.flatMap((field) => knobsBelow(field, [])))
}

function knobsBelow(field: Field, within: Knob['within']): readonly Knob[] {
  const knob: Knob = { path: shortPath(field.path), field, within }
  if (field.kind !== 'choice') return [knob]
  const inner = field.options.flatMap(({ id, fields }) =>
    fields.flatMap((one) => knobsBelow(one, [...within, { choice: knob.path, option: id }])),
  )
  return [knob, ...inner]
}

/** Without the steps that are understood: `scheduler.knobs.tokenBudget` and `scheduler.id`. */
export const shortPath = (path: string): string => path.replaceAll('.knobs.', '.').replace(/\.(id|knobs)$/, '')

/** Whether the setup uses the algorithms that this knob belongs to. */
export const isInUse = ({ within }: Knob, setup: Patch): boolean =>
  within.every(({ choice, option }) => get(setup, `${choice}.id`) === option)
