/** One's own clicks and nobody else's: what needs no network, and knows nothing of what it has not asked. */
import * as z from 'zod'
import { defineRanker } from '../../../../contracts/ranker.ts'
import { clicksCounted } from './weighted-clicks.ts'

export const ownClicks = defineRanker({
  id: 'own-clicks',
  role: 'ranker',
  title: 'Own clicks',
  help: 'Only what the peer itself has clicked counts.',
  knobs: z.strictObject({}),
  create: (_, { log }) => clicksCounted(log, (peer, clicker) => (peer === clicker ? 1 : 0)),
})
