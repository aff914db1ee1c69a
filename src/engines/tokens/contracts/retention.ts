/** Which entries of the cache stay: asked after prefill and after every round. */
import type * as z from 'zod'
import type { AttentionSite } from './attention.ts'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'

export interface Retention {
  /** Sees every head's probabilities, for rules that judge by attention. */
  readonly watch?: (cache: KvEntries, site: AttentionSite) => void
  settle(cache: KvEntries, phase: 'prefill' | 'decode'): void
}
export const defineRetention = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Retention, void>,
): Definition<Id, K, Retention, void> => definition
