/**
 * Semantic lookaside buffer: what was found last, and what lay beside it, is held against the query first. In a conversation the next
 * question is about the same thing, so the index need not be asked again; a hit can be a vector that is near but not the nearest.
 *
 * Source: Aeon (arXiv 2601.15311): asked first, full precision inside. Ours: how many of a page's vectors are taken along.
 */
import * as z from 'zod'
import { amount, rank, yes } from '../../../../../../kernel/decision.ts'
import { defineLookaside } from '../../../../contracts/vectors.ts'
import { Ring, ringKnobs } from './ring.ts'

const decisions = {
  isNearEnough: yes((similarity: number, threshold: number) => similarity >= threshold),
  /** The oldest goes first. */
  leaves: rank((put: number) => put),
  /** How many of those beside the one that was found go in with it. */
  takeAlong: amount((prefetch: number) => prefetch),
}

export const buffer = defineLookaside({
  id: 'buffer',
  role: 'lookaside',
  title: 'Lookaside buffer',
  help: 'Keeps what was found last and what lay beside it: hits while the talk stays where it is.',
  source: 'Aeon (arXiv 2601.15311)',
  knobs: z.strictObject({
    ...ringKnobs,
    prefetch: z.int().min(0).max(64).default(7).meta({
      label: 'Taken along',
      unit: 'vectors',
      help: 'Vectors beside the one that was found that are put in with it: more are there before they are asked for, and push out others.',
    }),
  }),
  decisions,
  create({ prefetch, ...size }, context) {
    const ring = new Ring(context, size, decisions)
    return {
      find: (query) => ring.find(query),
      keep({ id, beside }) {
        // The one that was found goes in last, so that it stays longest.
        for (const other of beside.slice(0, Math.round(decisions.takeAlong(prefetch))).toReversed()) ring.put(other)
        ring.put(id)
      },
    }
  },
})
