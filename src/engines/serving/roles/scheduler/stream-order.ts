/**
 * Streaming order: every request that has not ended is ranked before every iteration, waiting and running alike. In that order they are
 * given what they have to compute, as if the cache were empty; then blocks are found for those, taken from the last of the others.
 *
 * Orders: complete contexts by arrival, then the others by arrival; the same by when their last piece came; or by what has been
 * computed, the most first, which protects work that is done. `last in` is what a server does that knows nothing of streams: contexts
 * in the order of admission, and the one admitted last gives way.
 *
 * Source: Stream2LLM (arXiv 2604.16395) and its scheduler: two phases, FCFS, LCAS and MCPS, eviction from the back of those that are
 * not scheduled. Its code compares costs of swap and recompute at the newcomer's tokens; here the victim's count (see kv-tiers).
 */
import * as z from 'zod'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerContext, type SchedulerView } from '../../contracts/scheduler.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { everybody } from './everybody.ts'

export const streamOrder = defineScheduler({
  id: 'stream-order',
  role: 'scheduler',
  title: 'Streaming order',
  help: 'Complete contexts before those that still stream in; the last in rank give their blocks.',
  source: 'Stream2LLM',
  knobs: z.strictObject({
    tokenBudget: tokenBudgetKnob,
    order: z.enum(['arrival', 'last piece', 'most computed', 'random']).default('most computed').meta({
      label: 'Order',
      help: 'Complete contexts first and by arrival, or by their last piece; or whoever has the most computed; or chance, for comparison.',
    }),
    aheadBlocks: z
      .int()
      .min(0)
      .max(1024)
      .default(1)
      .meta({
        label: 'Blocks ahead',
        unit: 'blocks',
        help: 'Blocks beyond what is computed next that must fit before a request has its turn.',
        slider: [0, 16],
        level: 'advanced',
      }),
  }),
  create({ tokenBudget, order, aheadBlocks }, context) {
    const rank = ranks(context)[order]
    return {
      tokenLimit: tokenBudget,
      victims: 'the last in rank that had no turn',
      plan(view) {
        const ranked = everybody(view).sort((a, b) => rank(a) - rank(b) || a - b)
        const { turn, others } = choose(view, ranked, tokenBudget, aheadBlocks)
        allocate(view, turn, others)
      },
    }
  },
})

/** Smaller goes first. Times are below 1e9 s, so that a complete context is always before one that is not. */
function ranks({ requests, draws, fact }: SchedulerContext): Record<string, (request: RequestId) => number> {
  const { completeAt } = fact(contexts)
  const isOpen = (request: RequestId): number => (completeAt(request) < Number.POSITIVE_INFINITY ? 0 : 1e9)
  const chance = draws.stream('stream-order')
  return {
    arrival: (request) => isOpen(request) + requests.arrival[request],
    'last piece': (request) =>
      isOpen(request) + (isOpen(request) > 0 ? requests.arrival[request] : completeAt(request)),
    random: (request) => chance.at(request),
    'most computed': (request) => -requests.computed[request] - requests.emitted[request],
  }
}

interface Turn {
  readonly request: RequestId
  readonly tokens: number
  /** In which it was given its turn. */
  readonly phase: number
}

/** Who has a turn while the budget lasts and what they hold fits into the whole cache; the others in order. */
function choose(view: SchedulerView, ranked: readonly RequestId[], tokenBudget: number, aheadBlocks: number) {
  const { requests, kv } = view
  const turn: Turn[] = []
  const others: RequestId[] = []
  let budget = tokenBudget
  let blocks = kv.totalBlocks
  let slots = view.freeSlots
  for (const request of ranked) {
    const isStream = requests.phase[request] === Phase.decode
    const pending = isStream ? requests.decodeTokens[request] : view.promptLeft(request)
    const tokens = Math.min(pending, budget)
    const isNew = requests.phase[request] !== Phase.prefill && !isStream
    const held = Math.ceil((requests.computed[request] + Math.max(0, tokens)) / kv.blockTokens)
    const needed = held + aheadBlocks
    // A stream's blocks are counted in any case: alone in the cache it must go on.
    const fits = needed <= blocks || (turn.length === 0 && held <= kv.totalBlocks)
    if (tokens <= 0 || !fits || (isNew && slots === 0)) {
      others.push(request)
      continue
    }
    turn.push({ request, tokens, phase: requests.phase[request] })
    budget -= tokens
    blocks -= needed
    if (isNew) slots--
  }
  return { turn, others }
}

/** Blocks for those who have a turn, from the last of the others as long as these have any; then from the last in turn. */
function allocate(view: SchedulerView, turn: readonly Turn[], others: readonly RequestId[]): void {
  const { kv, batch, requests } = view
  const holders = [...others, ...turn.map(({ request }) => request)].filter((request) => holdsBlocks(view, request))
  // The back of the others first, then the back of those in turn.
  const victims = [
    ...turn.map(({ request }) => request).filter((request) => holders.includes(request)),
    ...others.filter((request) => holders.includes(request)),
  ]
  for (const { request, tokens: given, phase } of turn) {
    // It has lost its own blocks to one before it: then its turn is over.
    if (requests.phase[request] !== phase) continue
    // What the prefix cache holds may have changed with the blocks that others gave.
    const tokens = requests.phase[request] === Phase.decode ? given : Math.min(given, view.promptLeft(request))
    if (tokens <= 0) continue
    while (!kv.reserve(request, tokens)) {
      const victim = victims.pop()
      if (victim === undefined || victim === request) break
      if (!batch.has(victim) && kv.areTogether(victim, request) && holdsBlocks(view, victim)) view.preempt(victim)
    }
    if (kv.reserve(request, tokens)) batch.add(request, tokens)
    // Where a prompt on the other lane holds what it lacks, one of them gives way, or both would wait.
    else if (phase === Phase.decode && batch.length === 0) view.preempt(request)
  }
}

const holdsBlocks = ({ requests }: SchedulerView, request: RequestId): boolean =>
  requests.phase[request] === Phase.prefill || requests.phase[request] === Phase.decode
