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
import { amount, yes } from '../../../../kernel/decision.ts'
import type { Tokens } from '../../../../kernel/units.ts'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { continuePrompts } from './chunked-prefill.ts'
import { keepDecoding, LAST_ADMITTED } from './keep-decoding.ts'

const decisions = {
  /** Tokens of an iteration. */
  size: amount((tokenBudget: Tokens) => tokenBudget),
  /** Whether a prompt is started while others hold blocks: its own, and those that are free. */
  starts: yes((needed: number, free: number) => needed <= free),
  /** Whether a prompt is cut that is longer than what is left of the iteration. */
  cuts: yes((left: Tokens, room: Tokens) => left > room),
}

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
  decisions,
  create({ tokenBudget, alignment, guard }) {
    const size = Math.max(1, Math.round(decisions.size(tokenBudget)))
    return {
      tokenLimit: size,
      keepsStreams: true,
      victims: LAST_ADMITTED,
      plan(view) {
        const firstPrompt = keepDecoding(view)
        if (firstPrompt >= 0) continuePrompts(view, size, firstPrompt)
        startPrompts(view, { size, alignment, guard })
      },
    }
  },
})

interface Rules {
  readonly size: Tokens
  readonly alignment: number
  readonly guard: boolean
}

function startPrompts(view: SchedulerView, { size, alignment, guard }: Rules): void {
  const { waiting, running, batch, kv } = view
  const most = Math.min(waiting.length, view.freeSlots)
  for (let i = 0; i < most; i++) {
    const room = size - batch.tokens
    if (room <= 0) return
    const request = waiting.at(i)
    const left = view.promptLeft(request)
    // What would stand still without it is started and cut in any case.
    const isAlone = batch.tokens === 0
    // An alignment larger than the iteration leaves nothing: then the iteration's size counts.
    const aligned = room - (room % alignment) || (isAlone ? room : 0)
    const piece = left <= room ? left : isAlone || decisions.cuts(left, room) ? aligned : 0
    if (piece <= 0) return
    const isFirst = isAlone && running.length === 0
    if (guard && !isFirst && !decisions.starts(kv.needed(request, left), kv.freeBlocks)) return
    if (!kv.reserve(request, piece)) return
    batch.add(request, piece)
  }
}
