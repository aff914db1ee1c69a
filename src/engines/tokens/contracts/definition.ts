/** What every algorithm of this engine is, whatever its role. */
import type * as z from 'zod'
import type { Definition as Shared } from '../../../schema/definition.ts'

/**
 * What nobody who writes a text can know yet: what the target would say of it (`targetLogits`), which drafted tokens it accepts
 * (`verdict`), what a row would look at before it has read its keys (`attention`), and which experts it will go to (`routing`). Whoever
 * has not said that it sees one of these cannot: asking throws.
 */
export type Sees = 'targetLogits' | 'verdict' | 'attention' | 'routing'

/** What every definition has, whatever its role. */
export interface Definition<Id extends string, Knobs extends z.ZodType, Behaviour, Context>
  extends Shared<Id, Knobs, Behaviour, Context> {
  readonly sees?: readonly Sees[]
}
