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
import { rank, yes } from '../../../../kernel/decision.ts'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerContext, type SchedulerView } from '../../contracts/scheduler.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { everybody } from './everybody.ts'

const decisions = {
  /** Who goes first, of all: see the orders. */
  order: rank((_request: RequestId, key: number) => key),
  /** Whether a context of which more is to come goes behind those that are complete. */
  stepsBack: yes((_request: RequestId, isOpen: boolean) => isOpen),
  /** Whether a request has its turn: what it holds then fits into what those before it leave of the whole cache. */
  hasTurn: yes((_request: RequestId, needed: number, blocks: number) => needed <= blocks),
  /** Who gives its blocks first, of those without a turn: the last in rank. */
  yields: rank((_request: RequestId, place: number) => -place),
}

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
  decisions,
  create({ tokenBudget, order, aheadBlocks }, context) {
    const key = keys(context)[order]
    const rankOf = (request: RequestId): number => decisions.order(request, key(request))
    return {
      tokenLimit: tokenBudget,
      victims: 'the last in rank that had no turn',
      plan(view) {
        const ranked = everybody(view)
          .map((request) => ({ request, key: rankOf(request) }))
          .sort((a, b) => a.key - b.key || a.request - b.request)
          .map(({ request }) => request)
        const { turn, others } = choose(view, ranked, tokenBudget, aheadBlocks)
        allocate(view, turn, others)
      },
    }
  },
})

/** Smaller goes first. Times are below 1e9 s, so that a complete context is always before one that is not. */
function keys({ requests, draws, fact }: SchedulerContext): Record<string, (request: RequestId) => number> {
  const { completeAt } = fact(contexts)
  const isOpen = (request: RequestId): boolean => completeAt(request) === Number.POSITIVE_INFINITY
  const behind = (request: RequestId): number => (decisions.stepsBack(request, isOpen(request)) ? 1e9 : 0)
  const chance = draws.stream('stream-order')
  return {
    arrival: (request) => behind(request) + requests.arrival[request],
    'last piece': (request) => behind(request) + (isOpen(request) ? requests.arrival[request] : completeAt(request)),
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
    const fits = decisions.hasTurn(request, needed, blocks) || (turn.length === 0 && held <= kv.totalBlocks)
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
  const givers = others
    .map((request, place) => ({ request, key: decisions.yields(request, place) }))
    .filter(({ request }) => holdsBlocks(view, request))
    .sort((a, b) => b.key - a.key || b.request - a.request)
  // Taken from the end: those without a turn, then the back of those in turn.
  const victims = [...turn, ...givers].map(({ request }) => request).filter((request) => holdsBlocks(view, request))
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
