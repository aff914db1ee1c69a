/**
 * Prefix-aware: the instance that would compute the fewest prompt tokens before this request's first one: what queues
 * there plus what its prefix cache lacks of the prompt. Sessions stay where their history is until that queue is longer.
 *
 * Source: the cache-aware routers of SGLang and Preble, reduced to one cost.
 */
import * as z from 'zod'
import { defineRouter } from '../../contracts/router.ts'
import { leastOf } from './least.ts'

export const prefixAware = defineRouter({
  id: 'prefix-aware',
  role: 'router',
  title: 'Prefix-aware',
  help: 'The instance with the least to compute before the first token, counting what its prefix cache already holds.',
  source: 'SGLang router, Preble',
  knobs: z.strictObject({
    cacheWeight: z
      .number()
      .min(0)
      .max(10)
      .default(1)
      .meta({
        label: 'Cache weight',
        unit: '',
        help: 'Worth of a cached token against a queued one: higher keeps sessions together and lets queues grow uneven.',
        slider: [0, 4],
      }),
  }),
  create: ({ cacheWeight }) => ({
    route: (request, cluster) =>
      leastOf(
        cluster.alive,
        (instance) => cluster.queuedTokens(instance) - cacheWeight * cluster.cachedTokens(instance, request),
      ),
  }),
})
