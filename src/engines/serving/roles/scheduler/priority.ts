/**
 * Priority classes: chunked prefill in which the more urgent service class always goes first, in the queue and in the
 * cache. When a block is lacking, the least urgent stream that came last loses its own.
 *
 * Source: vLLM's `--scheduling-policy priority`, in our words.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { admitLeast } from './shortest-first.ts'

export const priority = defineScheduler({
  id: 'priority',
  role: 'scheduler',
  title: 'Priority classes',
  help: 'The more urgent class goes first, in the queue and in the cache.',
  source: 'vLLM priority scheduling',
  knobs: z.strictObject({ tokenBudget: tokenBudgetKnob }),
  create: ({ tokenBudget }) => {
    const order: number[] = []
    return {
      tokenLimit: tokenBudget,
      victims: 'the least urgent one without a place in the iteration',
      plan(view) {
        sortByUrgency(view, order)
        serve(view, order, tokenBudget)
        const { arrival } = view.requests
        // Classes are whole numbers and arrivals of one queue span far less than 1e9 s: the class always decides.
        admitLeast(view, tokenBudget, (request) => view.priority(request) * 1e9 + arrival[request])
      },
    }
  },
})

/** Running requests, most urgent first, then by admission. Nearly sorted from one iteration to the next. */
function sortByUrgency(view: SchedulerView, order: number[]): void {
  order.length = 0
  for (let i = 0; i < view.running.length; i++) {
    const request = view.running.at(i)
    const urgency = view.priority(request)
    let at = order.length
    while (at > 0 && view.priority(order[at - 1]) > urgency) at--
    order.splice(at, 0, request)
  }
}

/** Streams, then prompts under way, each in the order given; victims come from its end. */
function serve(view: SchedulerView, order: readonly number[], tokenBudget: number): void {
  const { batch } = view
  const { phase, decodeTokens } = view.requests
  for (const wanted of [Phase.decode, Phase.prefill]) {
    for (const request of order) {
      if (phase[request] !== wanted) continue // preempted on the way, or not its turn
      const tokens =
        wanted === Phase.decode ? decodeTokens[request] : Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
      if (tokens <= 0) continue
      if (takeRoom(view, order, request, tokens)) batch.add(request, tokens)
    }
  }
}

/** Preempts the least urgent until `tokens` fit; false when the request had to go itself, or waits for a less urgent one of another stage. */
function takeRoom(view: SchedulerView, order: readonly number[], request: number, tokens: number): boolean {
  while (!view.kv.reserve(request, tokens)) {
    const victim = leastUrgentUnserved(view, order, request)
    const own = view.priority(request)
    const givesWay = (other: number, isLater: boolean): boolean =>
      view.priority(other) > own || (view.priority(other) === own && isLater)
    if (victim === request && view.isVictimInFlight(request, givesWay)) return false
    view.preempt(victim)
    if (victim === request) return false
  }
  return true
}

/** The last in order that has blocks of the same cache and is not in the batch: `request` itself, at worst. */
function leastUrgentUnserved(
  { requests, batch, kv }: SchedulerView,
  order: readonly number[],
  request: number,
): number {
  const { phase } = requests
  const hasBlocks = (row: number) => phase[row] === Phase.decode || phase[row] === Phase.prefill
  let at = order.length - 1
  while (!hasBlocks(order[at]) || batch.has(order[at]) || !kv.areTogether(order[at], request)) at--
  return order[at]
}
