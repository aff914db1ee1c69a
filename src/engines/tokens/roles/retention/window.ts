/** The last tokens only; what stood before them is gone, the learned sink first of all. */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'
import { keepWindow } from '../../kv/keep-window.ts'

export const window = defineRetention({
  id: 'window',
  role: 'retention',
  title: 'Window',
  help: 'Keeps the last tokens; older ones and the sink are evicted.',
  source: 'Sliding-window attention (Beltagy et al. 2020)',
  knobs: z.strictObject({
    window: z.int().min(4).max(256).default(64).meta({
      label: 'Window',
      unit: 'tokens',
      help: 'Longer remembers more and holds more.',
    }),
  }),
  create: ({ window: length }) => ({
    settle: (cache) => keepWindow(cache, { window: length, first: 0, keepsSink: false }),
  }),
})
