/**
 * The last tokens only, of the prompt as of the answer; what stood before them is gone, the learned sink first of all.
 */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'
import { keepWindow, windowSight } from '../../kv/keep-window.ts'

export const window = defineRetention({
  id: 'window',
  role: 'retention',
  title: 'Window',
  help: 'A token sees the last ones before it only; older ones and the sink are evicted, while the prompt is read too.',
  source: 'Sliding-window attention (Beltagy et al. 2020)',
  knobs: z.strictObject({
    window: z.int().min(4).max(256).default(64).meta({
      label: 'Window',
      unit: 'tokens',
      help: 'Longer remembers more and holds more.',
    }),
  }),
  create({ window: length }) {
    const kept = { window: length, first: 0, keepsSink: false }
    return { sight: windowSight(kept), settle: (cache) => keepWindow(cache, kept) }
  },
})
