/** What every algorithm of this engine is, whatever its role. */
import type * as z from 'zod'

/**
 * What nobody who writes a text can know yet: what the target would say of it (`targetLogits`), and which drafted tokens it accepts
 * (`verdict`). Whoever has not said that it sees one of these cannot: asking throws.
 */
export type Sees = 'targetLogits' | 'verdict'

/** What every definition has, whatever its role. */
export interface Definition<Id extends string, Knobs extends z.ZodType, Behaviour, Context> {
  readonly id: Id
  /** Its line in the table of roles (roles.ts). */
  readonly role: string
  readonly title: string
  /** One sentence: what it does. */
  readonly help: string
  /** Paper or system it comes from. */
  readonly source?: string
  readonly knobs: Knobs
  readonly sees?: readonly Sees[]
  create(knobs: z.output<Knobs>, context: Context): Behaviour
}
