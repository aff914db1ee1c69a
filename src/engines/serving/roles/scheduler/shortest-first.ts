/**
 * Shortest prompt first: like chunked prefill, but the waiting prompt with the least left to compute joins next. The mean
 * wait falls and long prompts may starve; ageing gives every second of waiting the weight of some tokens.
 *
 * Source: shortest-job-first (textbook); on prompts only, since a server cannot know the length of an answer.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { continuePrompts, tokenBudgetKnob } from './chunked-prefill.ts'
import { keepDecoding, LAST_ADMITTED } from './keep-decoding.ts'

const ageingKnob = z
  .number()
  .min(0)
  .max(1_000_000)
  .default(100)
  .meta({
    label: 'Ageing',
    unit: 'tokens/s',
    help: 'How many tokens shorter a second of waiting makes a request look: higher protects long ones from starving.',
    slider: [0, 2000],
    level: 'advanced',
  })

export const shortestFirst = defineScheduler({
  id: 'shortest-first',
  role: 'scheduler',
  title: 'Shortest prompt first',
  help: 'The waiting prompt with the least left to compute joins next.',
  source: 'Shortest-job-first',
  knobs: z.strictObject({ tokenBudget: tokenBudgetKnob, ageing: ageingKnob }),
  create: ({ tokenBudget, ageing }) => ({
    tokenLimit: tokenBudget,
    keepsStreams: true,
    victims: LAST_ADMITTED,
    plan(view) {
      const firstPrompt = keepDecoding(view)
      if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)
      admitLeast(
        view,
        tokenBudget,
        victimsBefore(
          view,
          (request) => view.promptLeft(request) - ageing * (view.now - view.requests.arrival[request]),
        ),
      )
    },
  }),
})

export const shortestOutputFirst = defineScheduler({
  id: 'shortest-output-first',
  role: 'scheduler',
  title: 'Shortest answer first (oracle)',
  help: 'The request with the fewest tokens still to come joins next; knows the true output length, as no server can.',
  source: 'Shortest-job-first with perfect knowledge',
  sees: ['outputLength'],
  knobs: z.strictObject({ tokenBudget: tokenBudgetKnob, ageing: ageingKnob }),
  create: ({ tokenBudget, ageing }) => ({
    tokenLimit: tokenBudget,
    keepsStreams: true,
    victims: LAST_ADMITTED,
    plan(view) {
      const firstPrompt = keepDecoding(view)
      if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)
      const { outputTokens, emitted, arrival } = view.requests
      admitLeast(
        view,
        tokenBudget,
        victimsBefore(
          view,
          (request) => outputTokens[request] - emitted[request] - ageing * (view.now - arrival[request]),
        ),
      )
    },
  }),
})

/** The same cost, but nobody joins before those who have lost their blocks, where the admission asks for it: in the order of the queue. */
function victimsBefore(
  { requests, victimsFirst }: SchedulerView,
  cost: (request: number) => number,
): (request: number) => number {
  if (!victimsFirst) return cost
  return (request) => (requests.phase[request] === Phase.preempted ? Number.NEGATIVE_INFINITY : cost(request))
}

/** Waiting requests join by ascending `cost` (ties: queue order) while budget, batch cap and blocks last. */
export function admitLeast(view: SchedulerView, tokenBudget: number, cost: (request: number) => number): void {
  const { waiting, batch } = view
  const joined = new Set<number>()
  while (joined.size < view.freeSlots && batch.tokens < tokenBudget) {
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < waiting.length; i++) {
      const request = waiting.at(i)
      if (joined.has(request)) continue
      const value = cost(request)
      if (value < least) {
        least = value
        best = request
      }
    }
    if (best < 0) return
    const chunk = Math.min(tokenBudget - batch.tokens, view.promptLeft(best))
    if (!view.kv.reserve(best, chunk)) return
    batch.add(best, chunk)
    joined.add(best)
  }
}
