/** How entries of the cache are kept: applied to what has become text, after every round. */
import type * as z from 'zod'
import type { KvCache } from '../../model/kv-cache.ts'
import type { RopeTable } from '../../model/rope.ts'

export interface KvFormat<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  create(knobs: z.output<Knobs>): FormatPolicy
}

export interface FormatPolicy {
  settle(cache: KvCache, rope: RopeTable): void
  /** Bits of bounds that come with a rounded key and value of one entry and head. */
  readonly metadataBits: { readonly key: number; readonly value: number }
}

export const defineFormat = <Knobs extends z.ZodType>(format: KvFormat<Knobs>): KvFormat<Knobs> => format
