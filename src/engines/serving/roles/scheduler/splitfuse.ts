/**
 * Dynamic SplitFuse: every iteration processes the same number of tokens. Generations go first, one token each; pieces of prompts
 * fill the rest exactly, the prompt under way before new ones, so that only the last prompt of an iteration is cut.
 *
 * A prompt is started only where the free blocks hold the whole of it: one that was begun and cannot be ended would be given up for a
 * stream, and computed again (the guard; without it this is chunked prefill with an alignment).
 *
 * Source: DeepSpeed-FastGen (Holmes et al. 2024, arXiv 2401.08671), DeepSpeed-MII's ragged batching; 768 tokens are its default.
 */
import * as z from 'zod'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { continuePrompts } from './chunked-prefill.ts'
import { keepDecoding, LAST_ADMITTED } from './keep-decoding.ts'

export const splitfuse = defineScheduler({
  id: 'splitfuse',
  role: 'scheduler',
  title: 'Dynamic SplitFuse',
  help: 'Iterations of one fixed size: streams first, prompts cut and composed to fill it.',
  source: 'DeepSpeed-FastGen',
  knobs: z.strictObject({
    tokenBudget: z
      .int()
      .min(64)
      .max(8192)
      .default(768)
      .meta({
        label: 'Iteration size',
        unit: 'tokens',
        help: 'Tokens of every iteration: higher means prompts finish sooner and streams wait longer between tokens.',
        slider: [64, 8192],
        scale: 'log',
      }),
    alignment: z
      .int()
      .min(1)
      .max(1024)
      .default(1)
      .meta({
        label: 'Alignment',
        unit: 'tokens',
        help: 'Pieces of prompts that do not end are multiples of this: tiles stay full, and some of the size stays unused.',
        slider: [1, 128],
        level: 'advanced',
      }),
    guard: z.boolean().default(true).meta({
      label: 'Whole prompts fit',
      help: 'Start a prompt only where the free blocks hold all of it: fewer preemptions, and some memory waits.',
      level: 'advanced',
    }),
  }),
  create: ({ tokenBudget, alignment, guard }) => ({
    tokenLimit: tokenBudget,
    keepsStreams: true,
    victims: LAST_ADMITTED,
    plan(view) {
      const firstPrompt = keepDecoding(view)
      if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)
      startPrompts(view, { tokenBudget, alignment, guard })
    },
  }),
})

interface Rules {
  readonly tokenBudget: number
  readonly alignment: number
  readonly guard: boolean
}

function startPrompts(view: SchedulerView, { tokenBudget, alignment, guard }: Rules): void {
  const { waiting, batch, kv } = view
  const most = Math.min(waiting.length, view.freeSlots)
  for (let i = 0; i < most; i++) {
    const room = tokenBudget - batch.tokens
    if (room <= 0) return
    const request = waiting.at(i)
    const left = view.promptLeft(request)
    // An alignment larger than the iteration leaves nothing: then the iteration's size counts.
    const aligned = room - (room % alignment) || (batch.tokens === 0 ? room : 0)
    const piece = left <= room ? left : aligned
    if (piece <= 0) return
    if (guard && kv.needed(request, left) > kv.freeBlocks) return
    if (!kv.reserve(request, piece)) return
    batch.add(request, piece)
  }
}
