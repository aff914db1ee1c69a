/**
 * KV caches that are there and yet of no use: too few blocks for any request, or so many that their books do not fit into
 * the memory of a browser tab.
 */
import type { Problem } from '../../../kernel/problem.ts'
import { grouped } from '../../../traces/arrival-table.ts'
import { longestRequest, widestRound } from './hardware.ts'
import type { ServingSetup } from './schema.ts'

/**
 * A block that was used takes 48 bytes of books (ten columns and its share of the index): 16 million are 770 MB. 256 instances of a
 * B200 with an 8-billion model have 20 million blocks of 16 tokens, one of them 80,000. Arms run side by side and share the limit.
 */
const MOST_BLOCKS = 16_000_000

/** Of one pool. */
export interface Caches {
  /** Of one data-parallel rank. */
  readonly blocks: number
  /** Ranks of all its instances. */
  readonly ranks: number
}

export function blockProblems(setup: ServingSetup, caches: readonly Caches[]): readonly Problem[] {
  const { blockTokens, capacityTokens } = setup.kv
  const isGiven = capacityTokens > 0
  const blocks = Math.min(...caches.map((each) => each.blocks))
  if (longestRequest(blocks, blockTokens, widestRound([setup])) < 2) {
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
  const all = countBlocks(caches)
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

/** `arms`: the caches of each, which alone would all do. */
export function blockProblemsTogether(arms: readonly (readonly Caches[])[]): readonly Problem[] {
  const counts = arms.map(countBlocks)
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all <= MOST_BLOCKS || counts.some((count) => count > MOST_BLOCKS)) return []
  const each = arms.map((caches, arm) => {
    const ranks = caches.reduce((sum, { ranks }) => sum + ranks, 0)
    return `${grouped(counts[arm])} in ${ranks === 1 ? 'one cache' : `${grouped(ranks)} caches`}`
  })
  return [
    {
      code: 'too-many-blocks-together',
      message: `The ${arms.length} arms have ${grouped(all)} KV blocks together (${each.join('; ')}); at most ${grouped(MOST_BLOCKS)} can be kept account of side by side.`,
      remedy:
        'Choose fewer instances, fewer arms, larger blocks (kv.blockTokens) or less capacity (kv.capacityTokens).',
      path: 'setup.placement',
    },
  ]
}

const countBlocks = (caches: readonly Caches[]): number =>
  caches.reduce((sum, { blocks, ranks }) => sum + blocks * ranks, 0)
