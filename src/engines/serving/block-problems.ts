/**
 * KV caches that are there and yet of no use: too few blocks for any request, or so many that their books do not fit into
 * the memory of a browser tab.
 */
import type { Problem } from '../../kernel/problem.ts'
import { grouped } from '../../traces/arrival-table.ts'
import { longestRequest } from './hardware.ts'
import type { ServingSetup } from './schema.ts'

/**
 * A block takes 48 bytes of books (eleven columns and its share of the index): 16 million are 770 MB. 256 instances of a B200
 * with an 8-billion model have 20 million blocks of 16 tokens, one of them 80,000.
 */
const MOST_BLOCKS = 16_000_000

/** Of one pool. */
interface Caches {
  /** Of one data-parallel rank. */
  readonly blocks: number
  /** Ranks of all its instances. */
  readonly ranks: number
}

export function blockProblems({ kv }: ServingSetup, caches: readonly Caches[]): readonly Problem[] {
  const { blockTokens, capacityTokens } = kv
  const isGiven = capacityTokens > 0
  const blocks = Math.min(...caches.map((each) => each.blocks))
  if (longestRequest(blocks, blockTokens) < 2) {
    return [
      {
        code: 'kv-too-small',
        message: `A KV capacity of ${grouped(isGiven ? capacityTokens : blocks * blockTokens)} tokens is ${blocks} blocks of ${blockTokens}: nothing can run in it.`,
        remedy: isGiven
          ? 'Set it to at least four blocks and 32 tokens, or to 0 to compute it from the memory.'
          : 'Choose an accelerator with more memory, a smaller model or smaller blocks.',
        path: isGiven ? 'setup.kv.capacityTokens' : 'setup.accelerator',
        ...(isGiven ? { mend: { label: 'Compute from memory', edits: { 'setup.kv.capacityTokens': 0 } } } : {}),
      },
    ]
  }
  const ranks = caches.reduce((sum, each) => sum + each.ranks, 0)
  const all = caches.reduce((sum, each) => sum + each.blocks * each.ranks, 0)
  if (all <= MOST_BLOCKS) return []
  const subject = ranks === 1 ? 'The KV cache has' : `${ranks} KV caches have`
  return [
    {
      code: 'too-many-blocks',
      message: `${subject} ${grouped(all)} blocks of ${blockTokens} tokens; at most ${grouped(MOST_BLOCKS)} can be kept account of.`,
      remedy: 'Choose larger blocks, fewer instances or less capacity.',
      path: isGiven ? 'setup.kv.capacityTokens' : 'setup.kv.blockTokens',
    },
  ]
}
