/** How much of the cached KV decoding reads. */
import type * as z from 'zod'
import type { Tokens } from '../../../kernel/units.ts'
import type { ContentReader } from './content.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { Found, RealSource } from './real-source.ts'

/** How much of the cached KV decoding reads. */
export interface KvRead {
  /** Cached positions of these streams (the first `count`) that one iteration need not read; null where it reads them all. */
  readonly unread: ((streams: Int32Array, count: number) => Tokens) | null
  /** What need not be read grows with every token: no two iterations are alike. */
  readonly grows?: true
  /** What reading less costs, where real models say so. */
  readonly error?: KvError
}

/** Of a smaller cache of real models. */
export interface KvError {
  /** Share of a plain cache's bytes that is read. */
  readonly share: number
  /** KL(whole ‖ smaller), nats a token, and the share of positions whose likeliest token stays the same. */
  readonly divergence: number
  readonly sameTop: number
}

export interface KvReadContext extends RoleContext {
  readonly content: ContentReader
  /** Real behaviour to follow; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
}
export interface KvReadDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, KvRead, KvReadContext> {
  /** The real behaviour it follows, where it does. */
  follows?(knobs: z.output<Knobs>): RealSource
}

export const defineKvRead = <Id extends string, K extends z.ZodType>(
  definition: KvReadDefinition<Id, K>,
): KvReadDefinition<Id, K> => definition
