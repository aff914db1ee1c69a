/**
 * The first tokens and the last: attention keeps its place to rest. Positions are those within the cache, as published, so that first
 * and last tokens never stand further apart than what is kept; or those of the text.
 *
 * Within the cache a text moves down a place with every token that is evicted. Attention knows distances only, so it is the same to let
 * the text stand and move the first tokens up behind it: few keys are turned instead of all.
 *
 * Source: StreamingLLM (Xiao et al. 2024).
 */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'
import { keepWindow, windowSight } from '../../kv/keep-window.ts'

export const sinkWindow = defineRetention({
  id: 'sink-window',
  role: 'retention',
  title: 'Sink and window',
  help: 'Keeps the sink, the first tokens and the last ones, while the prompt is read too.',
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
    positions: z.enum(['in-cache', 'in-text']).default('in-cache').meta({
      label: 'Positions',
      help: 'Counted within the cache the first tokens stay near, as published; counted in the text they move ever further away.',
      level: 'advanced',
    }),
  }),
  turnsKeys: ({ positions, first }) => positions === 'in-cache' && first > 0,
  create({ window, first, positions }) {
    const kept = { window, first, keepsSink: true }
    const sight = windowSight(kept)
    // By as many places as there are tokens that the row no longer sees.
    const moved = { first, by: (row: number): number => Math.max(0, row - window - first) }
    return {
      sight: positions === 'in-cache' && first > 0 ? { ...sight, moved } : sight,
      settle: (cache) => keepWindow(cache, kept),
    }
  },
})
