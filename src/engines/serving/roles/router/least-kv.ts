/**
 * Least KV: the instance whose cache will be least full: tokens in used blocks and prompt tokens still queued, as a share
 * of its capacity. Sees long contexts that a count of requests hides.
 */
import * as z from 'zod'
import { defineRouter } from '../../contracts/router.ts'
import { leastOf } from './least.ts'

export const leastKv = defineRouter({
  id: 'least-kv',
  role: 'router',
  title: 'Least KV',
  help: 'The instance whose cache is least full, counting prompts that queue there.',
  source: 'Llumnix (its dispatch rule, without migration)',
  knobs: z.strictObject({}),
  create: () => ({
    route: (_request, cluster) =>
      leastOf(
        cluster.alive,
        (instance) => (cluster.kvUsed(instance) + cluster.queuedTokens(instance)) / cluster.kvCapacity(instance),
      ),
  }),
})
