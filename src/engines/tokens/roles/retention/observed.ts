/**
 * Once, after prefill: the last tokens of the prompt, the question among them, say which others matter. Their attention is pooled over
 * neighbours, so that a find keeps its surroundings, and the best stay. What is written later stays too.
 *
 * Source: SnapKV (Li et al. 2024).
 */
import * as z from 'zod'
import type { KvEntries } from '../../contracts/cache.ts'
import { defineRetention } from '../../contracts/retention.ts'
import { addHeat, keepHottest } from '../../kv/heat.ts'

export const observed = defineRetention({
  id: 'observed',
  role: 'retention',
  title: 'Observed by the prompt’s end',
  help: 'Keeps the prompt tokens that the last ones look at, chosen once after prefill.',
  source: 'SnapKV (Li et al. 2024)',
  knobs: z.strictObject({
    budget: z.int().min(1).max(256).default(32).meta({
      label: 'Prompt tokens kept',
      unit: 'tokens',
      help: 'Beside the observing ones; each head has its own.',
    }),
    observers: z.int().min(1).max(64).default(16).meta({
      label: 'Observing tokens',
      unit: 'tokens',
      help: 'The last tokens of the prompt, whose attention decides.',
      level: 'advanced',
    }),
    pooling: z.int().min(1).max(15).default(7).meta({
      label: 'Pooling',
      unit: 'tokens',
      help: 'A token counts as hot as those within this width around it on average; 5 in the source.',
      level: 'advanced',
    }),
  }),
  create({ budget, observers, pooling }) {
    let prompt = 0
    return {
      begin(promptTokens) {
        prompt = promptTokens
      },
      watch(cache, site) {
        const { position } = site
        if (position >= prompt - observers && position < prompt) addHeat(cache, site)
      },
      settle(cache, phase) {
        if (phase !== 'prefill') return
        const oldest = cache.length - observers
        for (let layer = 0; layer < cache.shape.layers; layer++)
          for (let kvHead = 0; kvHead < cache.shape.kvHeads; kvHead++) {
            pool(cache, cache.list(layer, kvHead), { reach: Math.floor(pooling / 2), oldest })
            keepHottest(cache, { layer, kvHead }, budget, (entry) => cache.place[entry] < oldest)
          }
      },
    }
  },
})

interface Pooling {
  readonly reach: number
  /** Place of the first observer: from there on nothing is judged, and nothing lends its heat. */
  readonly oldest: number
}

/** Heat becomes that of all within `reach` entries on either side: their mean, since all have as many neighbours but the first and last. */
function pool(cache: KvEntries, list: number, { reach, oldest }: Pooling): void {
  const base = list * cache.capacity
  let count = 0
  while (count < cache.counts[list] && cache.place[base + count] < oldest) count++
  const before = cache.heat.slice(base, base + count)
  for (let i = 0; i < count; i++) {
    let sum = 0
    for (let j = Math.max(0, i - reach); j <= Math.min(count - 1, i + reach); j++) sum += before[j]
    cache.heat[base + i] = sum
  }
}
