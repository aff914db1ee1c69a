/**
 * A choice of algorithm in the schema: a node `{ id, knobs }` over a registry. One generic look-up serves all roles;
 * an unknown id answers with the known ones.
 */
import * as z from 'zod'
import type { Decisions } from '../kernel/decision.ts'
import { InvariantError } from '../kernel/problem.ts'

export interface Choosable {
  readonly id: string
  readonly title: string
  readonly knobs: z.ZodType
  readonly decisions?: Decisions
}

export interface ChoiceMeta {
  readonly label: string
  readonly help: string
  readonly level?: 'basic' | 'advanced'
  /** Id of the default definition. */
  readonly default: string
}

/**
 * Schema of a choice: a discriminated union on `id`, each with the knobs of its definition and their defaults.
 * `meta.registry` lets `describe` walk the definitions.
 */
export function choice<D extends Choosable>(registry: readonly D[], meta: ChoiceMeta) {
  const options = registry.map((definition) =>
    z.strictObject({ id: z.literal(definition.id), knobs: definition.knobs.prefault({}) }),
  )
  return z
    .discriminatedUnion('id', options as [(typeof options)[0], ...(typeof options)[0][]])
    .prefault({ id: meta.default } as never)
    .meta({ ...meta, registry }) as z.ZodType<{ id: D['id']; knobs: unknown }>
}

/** The definition a node names. The schema has checked the id, so a miss is our own mistake. */
export function chosen<D extends Choosable>(registry: readonly D[], node: { readonly id: string }): D {
  const found = registry.find((definition) => definition.id === node.id)
  if (!found) {
    throw new InvariantError(`unknown id ${node.id}; known: ${registry.map((definition) => definition.id).join(', ')}`)
  }
  return found
}

/** A node's definition with the node's own knobs, which the schema has checked against it: pass them to what the definition offers. */
export function picked<D extends Choosable>(
  registry: readonly D[],
  node: { readonly id: string; readonly knobs: unknown },
): { readonly definition: D; readonly knobs: never } {
  return { definition: chosen(registry, node), knobs: node.knobs as never }
}

interface Creating<Context, Behaviour> extends Choosable {
  create(knobs: never, context: Context): Behaviour
}

/** What the definition that a node names makes of the node's knobs. */
export function created<Context, Behaviour>(
  registry: readonly Creating<Context, Behaviour>[],
  node: { readonly id: string; readonly knobs: unknown },
  context: Context,
): Behaviour {
  const { definition, knobs } = picked(registry, node)
  return definition.create(knobs, context)
}
