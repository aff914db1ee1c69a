/**
 * Reading a set-up by the paths of a description. Forms know no knob by name: everything goes through paths.
 */
import type { Field, FieldGroup } from '../kernel/description.ts'
import type { Problem } from '../kernel/problem.ts'

export type Setup = Readonly<Record<string, unknown>>

/** The value at a dotted path, undefined where a step is missing. */
export function valueAt(setup: Setup, path: string): unknown {
  let node: unknown = setup
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = (node as Record<string, unknown>)[key]
  }
  return node
}

/** Id of the chosen option: the node's, or the default where the node is missing. */
export function choiceAt(setup: Setup, path: string, fallback: string): string {
  const id = valueAt(setup, `${path}.id`)
  return typeof id === 'string' ? id : fallback
}

/** Fields as they stand: each choice followed by the fields of its chosen option, depth first. */
export function* openFields(fields: readonly Field[], setup: Setup): Generator<Field> {
  for (const field of fields) {
    yield field
    if (field.kind !== 'choice') continue
    const id = choiceAt(setup, field.path, field.default)
    const option = field.options.find((one) => one.id === id)
    if (option) yield* openFields(option.fields, setup)
  }
}

/** What the field goes back to: the value below it (an arm's baseline), or its default. */
export function referenceOf(field: Field, base: Setup): unknown {
  const below = field.kind === 'choice' ? valueAt(base, `${field.path}.id`) : valueAt(base, field.path)
  return below ?? field.default
}

/** Whether the value differs from its reference. A choice differs by its id; its knobs speak for themselves. */
export function isChanged(field: Field, setup: Setup, base: Setup): boolean {
  const reference = referenceOf(field, base)
  if (field.kind === 'choice') return choiceAt(setup, field.path, field.default) !== reference
  const value = valueAt(setup, field.path)
  return value !== undefined && value !== reference
}

/** Where a field writes: a choice its id, so that the whole node is replaced; every other field its value. */
export const editPath = (field: Field): string => (field.kind === 'choice' ? `${field.path}.id` : field.path)

/** `setup.a.b`, `arms.x.a.b` and `a.b` all name the field `a.b`. */
export const fieldPath = (path: string): string => path.replace(/^setup\./, '').replace(/^arms\.[^.]+\./, '')

/** Problems of exactly this field; for a choice also those of its node (`path.id`, `path.knobs`). */
export function problemsOf(field: Field, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ path }) => {
    if (path === undefined) return false
    const at = fieldPath(path)
    if (at === field.path) return true
    return field.kind === 'choice' && (at === `${field.path}.id` || at === `${field.path}.knobs`)
  })
}

/** Problems that belong somewhere in a group, whether its fields are on screen or not. */
export function problemsOfGroup(group: FieldGroup, setup: Setup, problems: readonly Problem[]): readonly Problem[] {
  const found = new Set<Problem>()
  for (const field of openFields(group.fields, setup)) for (const one of problemsOf(field, problems)) found.add(one)
  return [...found]
}

/** Problems no field on the form can show: they go to the notice bar. */
export function problemsWithoutField(
  groups: readonly FieldGroup[],
  setup: Setup,
  problems: readonly Problem[],
): readonly Problem[] {
  const shown = new Set(groups.flatMap((group) => problemsOfGroup(group, setup, problems)))
  return problems.filter((problem) => !shown.has(problem))
}
