/** Why nothing was found in the prefix cache, from what its admissions booked; the first reason that holds, in the order in which it would be met. */

import type { Tokens } from '../../../kernel/units.ts'
import { grouped } from '../../../traces/arrival-table.ts'
import type { PrefixMisses } from '../kv/kv-cache.ts'
import { count } from '../words.ts'

export interface PrefixFacts extends PrefixMisses {
  /** Prompt tokens that were looked for, and found. */
  readonly asked: Tokens
  readonly found: Tokens
  /** Whether finished blocks stay findable at all. */
  readonly keeps: boolean
  readonly blockTokens: Tokens
  readonly evicted: number
  /** Caches that a request may come to. */
  readonly caches: number
}

/** Null where something was found, or nothing asked for. */
export function whyNoHits(facts: PrefixFacts): string | null {
  const { asked, found, keeps, blockTokens, evicted, caches, sharing, longest, whole, uncomputed } = facts
  if (found > 0 || asked === 0) return null
  if (!keeps) return 'The prefix cache is off: blocks are free as soon as their request ends.'
  if (sharing === 0) return 'No prompt begins like another: this workload shares nothing.'
  if (longest < blockTokens)
    return `${grouped(longest)} shared tokens are less than a block of ${grouped(blockTokens)}: only whole blocks are found.`
  if (whole === 0)
    return `Prompts end in their first block of ${grouped(blockTokens)} tokens: the last token of a prompt is computed in any case, so that block is never found.`
  const gone = whole - uncomputed
  const begin = `${count(whole, 'request')} ${whole === 1 ? 'shares' : 'share'} a whole block or more`
  const early = `${uncomputed === whole ? 'all' : grouped(uncomputed)} came before anybody had computed it`
  if (gone === 0) return `${begin}; ${early}.`
  const where =
    evicted > 0
      ? `evicted (${grouped(evicted)} blocks were${caches > 1 ? ', by any cache' : ''})${caches > 1 ? ` or in another of ${grouped(caches)} caches` : ''}`
      : caches > 1
        ? `in another of ${grouped(caches)} caches`
        : 'lost with an instance that died'
  return `${begin}; ${uncomputed > 0 ? `${early}, ` : ''}${gone === whole ? 'all' : grouped(gone)} when it was ${where}.`
}
