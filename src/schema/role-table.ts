/**
 * The table of roles of an engine: a line for every decision that is asked of somebody. Its part of the schema and its place in the form
 * come from the line, so that a new role touches neither.
 */
import type * as z from 'zod'
import type { Decisions } from '../kernel/decision.ts'
import { type Choosable, choice } from './choice.ts'
import type { GroupSpec } from './describe.ts'

export interface RoleWords {
  readonly label: string
  readonly help: string
  /** Id of the neutral definition, which a set-up has that names none. */
  readonly default: string
  /** Group of the form in which its field stands. */
  readonly group: string
}

export type RoleLine<D extends Choosable, Words extends RoleWords> = Words & { readonly definitions: readonly D[] }

export const role = <D extends Choosable, Words extends RoleWords>(
  definitions: readonly D[],
  words: Words,
): RoleLine<D, Words> => ({ definitions, ...words })

/** By key of the set-up. */
type RoleTable = Readonly<Record<string, RoleLine<Choosable, RoleWords>>>

/** What definitions decide, by `role/id`; those that name no decision are left out. */
export const decisionsOf = (
  table: Readonly<Record<string, { readonly definitions: readonly Pick<Choosable, 'id' | 'decisions'>[] }>>,
): Readonly<Record<string, Decisions>> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([role, { definitions }]) =>
      definitions.flatMap(({ id, decisions }) => (decisions ? [[`${role}/${id}`, decisions] as const] : [])),
    ),
  )

type Choices<Table extends RoleTable> = {
  readonly [Key in keyof Table]: z.ZodType<{ id: Table[Key]['definitions'][number]['id']; knobs: unknown }>
}

/** A choice for every line. */
export const choicesOf = <Table extends RoleTable>(table: Table): Choices<Table> =>
  Object.fromEntries(
    Object.entries(table).map(([key, { definitions, label, help, default: neutral }]) => [
      key,
      choice<Choosable>(definitions, { label, help, default: neutral }),
    ]),
  ) as unknown as Choices<Table>

/** The groups of a form with the roles that no group names at the end of theirs. */
export const withRoles = <Key extends string>(
  groups: readonly GroupSpec<Key>[],
  table: Readonly<Partial<Record<Key, RoleWords>>>,
): readonly GroupSpec<Key>[] => {
  const lines = Object.entries(table) as unknown as readonly (readonly [Key, RoleWords])[]
  return groups.map((group) => {
    const rest = lines.filter(([key, { group: mine }]) => mine === group.id && !group.keys.includes(key))
    return { ...group, keys: [...group.keys, ...rest.map(([key]) => key)] }
  })
}
