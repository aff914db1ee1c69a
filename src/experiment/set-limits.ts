/**
 * Limits that an experiment sets by hand where the engine would work them out, or have none: a KV capacity instead of what the
 * card holds, an end of the run, a length of the queue. They are made for one experiment, and look like results in another. Known
 * by what the description says of a knob: 0 is its default and stands for something else ("from memory", "until drained").
 */
import type { Description, Field, NumberField } from '../kernel/description.ts'
import type { Experiment, Patch } from './document.ts'
import { get } from './path.ts'
import { setupOf } from './setup-of.ts'

export interface SetLimit {
  /** In the document: of the baseline below `setup`, of another arm below `arms.<arm>`. */
  readonly path: string
  readonly label: string
  readonly value: number
  readonly unit: string
  /** What holds without it. */
  readonly without: string
  /** The arm that sets it for itself; null where it is the set-up's. */
  readonly arm: string | null
}

export function setLimits(document: Experiment, description: Description | null): readonly SetLimit[] {
  const fields = description?.groups.flatMap((group) => group.fields) ?? []
  const [, ...others] = Object.keys(document.arms)
  return [
    ...limitsIn(fields, setupOf(document), 'setup', null),
    ...others.flatMap((arm) => limitsIn(fields, document.arms[arm] ?? {}, `arms.${arm}`, arm)),
  ]
}

/** Still in the document as it was. */
export const holds = (document: Experiment, { path, value }: SetLimit): boolean =>
  get(document as unknown as Patch, path) === value

function limitsIn(fields: readonly Field[], setup: Patch, root: string, arm: string | null): readonly SetLimit[] {
  return [...numbersIn(fields, setup)].flatMap(({ path, label, unit = '', zero = '' }) => {
    const value = get(setup, path)
    return typeof value === 'number' && value > 0
      ? [{ path: `${root}.${path}`, label, value, unit, without: zero, arm }]
      : []
  })
}

/** Numbers that are nothing by default, of the options that the set-up has chosen. */
function* numbersIn(fields: readonly Field[], setup: Patch): Generator<NumberField> {
  for (const field of fields) {
    if (field.kind === 'number' && field.zero !== undefined && field.default === 0) yield field
    if (field.kind !== 'choice') continue
    const chosen = get(setup, `${field.path}.id`)
    const option = field.options.find(({ id }) => id === chosen)
    if (option) yield* numbersIn(option.fields, setup)
  }
}
