/** What every definition of every role must have, whoever adds it. A new role is a line in the table of roles. */
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { commitRole, roles } from '../../../src/engines/tokens/roles/roles.ts'
import { startTokens } from './start.ts'

interface Defined {
  readonly id: string
  readonly role: string
  readonly title: string
  readonly help: string
  readonly knobs: z.ZodType
}

/** The table of roles, and what is chosen below one. */
const registries: readonly (readonly [role: string, registry: readonly Defined[]])[] = [
  ...Object.entries(roles).map(([key, { definitions }]) => [key, definitions] as const),
  ['commit', commitRole.definitions],
]

describe.each(registries)('the registry behind %s', (role, registry) => {
  it('has ids that are unique and can stand in a link', () => {
    const ids = registry.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  it('has a title and a sentence of help each, and definitions of its own role', () => {
    for (const { id, title, help, role: said } of registry) {
      expect(title.length, id).toBeGreaterThan(1)
      expect(help, id).toMatch(/^[A-Z].{10,}\.$/u)
      expect(said, id).toBe(role)
    }
  })

  it('has knobs whose defaults are valid, and are stable when completed again', () => {
    for (const { id, knobs } of registry) {
      const once = knobs.safeParse({})
      expect(once.success, id).toBe(true)
      expect(knobs.safeParse(once.data).data, id).toEqual(once.data)
    }
  })
})

/** Roles that only a model with experts asks. */
const ofMixtures = ['route', 'expertCache']

describe('every definition', () => {
  const few = { prompts: { id: 'domains', knobs: { requests: 1 } }, output: 6 }
  const nodeOf = (role: string, id: string) =>
    role === 'commit'
      ? { decoder: { id: 'diffusion', knobs: { commit: { id, knobs: {} } } } }
      : { [role]: { id, knobs: {} }, ...(ofMixtures.includes(role) && { target: 'moe' }) }
  const cases = registries.flatMap(([role, registry]) => registry.map(({ id }) => [role, id] as const))

  it.each(cases)('%s=%s writes to the end', (role, id) => {
    const { logs, totals } = startTokens({ ...few, ...nodeOf(role, id) })
    expect(totals.written).toBeGreaterThan(0)
    expect(logs.filter(({ end }) => Number.isNaN(end))).toEqual([])
  })
})
