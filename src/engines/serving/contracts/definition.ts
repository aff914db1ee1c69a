/** What every algorithm of this engine is, whatever its role, and what it gets to know. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { ColumnKind, Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Definition as Shared } from '../../../schema/definition.ts'
import type { Fact } from './fact.ts'
import type { VisibleRequests } from './request.ts'

/** What every definition has, whatever its role. */
export interface Definition<Id extends string, Knobs extends z.ZodType, Behaviour, Context>
  extends Shared<Id, Knobs, Behaviour, Context> {
  /** Made of its knobs alone, as a model of one's own is: among entries of a catalogue it is no further one. */
  readonly isFromKnobs?: true
  /** What a real server could not know and this reads, e.g. `outputLength`. Anything else throws. */
  readonly sees?: readonly 'outputLength'[]
}

/** What every algorithm gets. */
export interface RoleContext {
  readonly draws: Draws
  readonly memory: Memory
  readonly requests: VisibleRequests
  /** What the classes of requests are promised, by number. */
  readonly classes: readonly ServiceLimits[]
  /** What a mechanism publishes of requests, or what is true where the run does not have it. */
  fact<T>(fact: Fact<T>): T
  /** A column of one's own; same as `memory.perRequest`. */
  perRequest<K extends ColumnKind>(kind: K, initial?: number): RequestColumn<K>
}

/** What a class of requests is promised. */
export interface ServiceLimits {
  readonly priority: number
  readonly ttft: Seconds
  readonly tpot: Seconds
  /** Of the whole answer, Infinity for none. */
  readonly deadline: Seconds
}
