/**
 * Prefill first: whenever a waiting prompt fits, the next iteration processes prompts only, whole, up to a token limit;
 * streams stand still meanwhile. Otherwise everybody decodes. New requests get their first token soon, running ones pay
 * with gaps as long as the prompts.
 *
 * Source: vLLM v0's default scheduler (Kwon et al., SOSP 2023), without chunked prefill.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler } from '../../contracts/scheduler.ts'
import { keepDecoding, LAST_ADMITTED, rescuePrompts } from './keep-decoding.ts'

export const prefillFirst = defineScheduler({
  id: 'prefill-first',
  role: 'scheduler',
  title: 'Prefill first',
  help: 'Whole waiting prompts go before streams; streams stand still meanwhile.',
  source: 'vLLM v0',
  knobs: z.strictObject({
    tokenLimit: z
      .int()
      .min(64)
      .max(1_048_576)
      .default(4096)
      .meta({
        label: 'Prefill token limit',
        unit: 'tokens',
        help: 'Most prompt tokens in one iteration; a longer prompt goes alone. Higher batches more prompts and lengthens gaps.',
        slider: [512, 32_768],
        scale: 'log',
      }),
  }),
  create: ({ tokenLimit }, { longestPrompt }) => ({
    tokenLimit: Math.max(tokenLimit, longestPrompt),
    keepsStreams: true,
    victims: LAST_ADMITTED,
    plan(view) {
      const { running, waiting, kv, batch } = view
      const { phase } = view.requests
      for (let i = 0; i < running.length; i++) {
        const request = running.at(i)
        const left = view.promptLeft(request)
        if (phase[request] === Phase.prefill && kv.reserve(request, left)) batch.add(request, left)
      }
      const most = Math.min(waiting.length, view.freeSlots)
      for (let i = 0; i < most; i++) {
        const request = waiting.at(i)
        const left = view.promptLeft(request)
        if (batch.tokens > 0 && batch.tokens + left > tokenLimit) break
        if (!kv.reserve(request, left)) break
        batch.add(request, left)
      }
      if (batch.length === 0) keepDecoding(view)
      rescuePrompts(view)
    },
  }),
})
