/**
 * Chunked prefill: running streams get their token first, pieces of prompts fill the rest of a token budget. A long
 * prompt therefore delays streams by one bounded iteration and never by its whole length.
 *
 * Source: Sarathi-Serve (Agrawal et al., OSDI 2024), stall-free batching; vLLM v1 schedules the same way.
 * Left out: the paper's pipeline-bubble analysis; our pipelines run one batch a stage.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { keepDecoding, LAST_ADMITTED, makeRoom } from './keep-decoding.ts'

export const tokenBudgetKnob = z
  .int()
  .min(16)
  .max(65_536)
  .default(512)
  .meta({
    label: 'Token budget',
    unit: 'tokens',
    help: 'Most tokens an iteration processes, decodes included: higher means prompts finish sooner and streams wait longer between tokens.',
    slider: [64, 8192],
    scale: 'log',
  })

export const chunkedPrefill = defineScheduler({
  id: 'chunked-prefill',
  role: 'scheduler',
  title: 'Chunked prefill',
  help: 'Streams first; pieces of prompts fill the rest of a token budget.',
  source: 'Sarathi-Serve',
  knobs: z.strictObject({ tokenBudget: tokenBudgetKnob }),
  create: ({ tokenBudget }) => ({
    tokenLimit: tokenBudget,
    keepsStreams: true,
    victims: LAST_ADMITTED,
    plan(view) {
      const firstPrompt = keepDecoding(view)
      if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)
      admitInOrder(view, tokenBudget)
    },
  }),
})

/** Prompts that are under way get what is left of the budget, oldest admission first; none stands before `first`. */
export function continuePrompts(view: SchedulerView, tokenBudget: number, first = 0): void {
  const { running, batch } = view
  const { phase } = view.requests
  for (let i = first; i < running.length; i++) {
    const request = running.at(i)
    if (phase[request] !== Phase.prefill) continue
    if (batch.tokens >= tokenBudget) return
    const chunk = Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
    if (chunk <= 0) continue // no more of it is known yet
    if (view.kv.reserve(request, chunk) || makeRoom(view, request, chunk)) batch.add(request, chunk)
    else if (running.at(i) !== request) i-- // it has left the list, and the next one has its place
  }
}

/** Waiting requests join in the order of the queue while the budget, the batch cap and the blocks last. */
function admitInOrder(view: SchedulerView, tokenBudget: number): void {
  const { waiting, batch } = view
  const most = Math.min(waiting.length, view.freeSlots)
  for (let i = 0; i < most; i++) {
    if (batch.tokens >= tokenBudget) return
    const request = waiting.at(i)
    const chunk = Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
    // A prompt that does not fit stops the queue: skipping ahead would starve long prompts under load.
    if (!view.kv.reserve(request, chunk)) return
    batch.add(request, chunk)
  }
}
