/** What everybody clicks: all clicks count alike, those that gossip has brought or, where somebody collects them, all there are. */
import * as z from 'zod'
import { defineRanker } from '../../../../contracts/ranker.ts'
import { clicksCounted } from './weighted-clicks.ts'

export const popularity = defineRanker({
  id: 'popularity',
  role: 'ranker',
  title: 'Popularity',
  help: 'All clicks count alike, whoever made them.',
  sees: ['everything'],
  knobs: z.strictObject({
    of: z.enum(['known', 'everybody']).default('known').meta({
      label: 'Clicks of',
      help: 'Those that gossip has brought, or all there are, as if somebody collected them.',
    }),
  }),
  create: ({ of }, { log, everything }) => clicksCounted(of === 'known' ? log : everything, () => 1),
})
