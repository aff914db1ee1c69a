/** What an algorithm is to forms, links and documentation, whatever its engine and role. */
import type * as z from 'zod'
import type { Decisions } from '../kernel/decision.ts'

export interface Definition<Id extends string, Knobs extends z.ZodType, Behaviour, Context> {
  readonly id: Id
  /** Its line in the engine's table of roles. */
  readonly role: string
  readonly title: string
  /** One sentence: what it does. */
  readonly help: string
  /** Paper or system it comes from. */
  readonly source?: string
  readonly knobs: Knobs
  /** What it decides, by name: the same functions that it asks itself, so that a check can flip one. */
  readonly decisions?: Decisions
  create(knobs: z.output<Knobs>, context: Context): Behaviour
}
