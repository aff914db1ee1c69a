/**
 * Hand over hand, from the top down: the next node is taken before the last one is let go, for reading until the level on which an
 * insertion begins to write. At most two are held besides what the insertion itself makes, and nobody ever goes up or starts again.
 *
 * Source: Luo et al. 2025 (arXiv 2507.21492), top-down concurrency control; the discipline is Bayer and Schkolnick's (1977).
 */
import * as z from 'zod'
import { defineLockRule } from '../../../../contracts/lock-rule.ts'
import { heldOnTheWay } from './held.ts'

export const handOverHand = defineLockRule({
  id: 'hand-over-hand',
  role: 'locks',
  title: 'Hand over hand',
  help: 'The next node is held before the last is let go: nobody starts again, and all pass the top node, where even readers write a lock.',
  source: 'Luo et al. 2025 (arXiv 2507.21492)',
  knobs: z.strictObject({}),
  create: (_, context) => {
    const { index, locks } = context
    return heldOnTheWay(context, {
      take: ({ thread }, place, isForWriting) => locks.take(thread, index.lockOf(place), isForWriting),
      leave: ({ thread }, place) => locks.release(thread, index.lockOf(place)),
    })
  },
})
