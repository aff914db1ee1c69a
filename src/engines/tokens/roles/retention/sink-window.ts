/** The first tokens and the last: attention keeps its place to rest. */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'
import { keepWindow } from '../../kv/keep-window.ts'

export const sinkWindow = defineRetention({
  id: 'sink-window',
  role: 'retention',
  title: 'Sink and window',
  help: 'Keeps the sink, the first tokens and the last ones.',
  source: 'StreamingLLM (Xiao et al. 2024)',
  knobs: z.strictObject({
    window: z.int().min(4).max(256).default(64).meta({
      label: 'Window',
      unit: 'tokens',
      help: 'Longer remembers more and holds more.',
    }),
    first: z.int().min(0).max(32).default(4).meta({
      label: 'First tokens kept',
      unit: 'tokens',
      help: 'In large models the first tokens carry the sink; here it is learned and stays by itself.',
    }),
  }),
  create: ({ window, first }) => ({ settle: (cache) => keepWindow(cache, { window, first, keepsSink: true }) }),
})
