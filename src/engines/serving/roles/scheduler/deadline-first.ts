/**
 * Deadlines first: prompts by when their first token is due. How finely a prompt can be stopped is one knob, how often somebody decides
 * another.
 *
 * With *slack* the order knows what is still possible: prompts that can meet their limit go by it, those that cannot go after all that
 * can, the shortest first, or late work would make everything behind it late as well. A prompt that is computed whole may stop at the
 * boundary between two operators when a more urgent one comes, and goes on from there: decisions are taken when somebody arrives or
 * is done, and cost nothing in between. Cut into pieces it stops between them, and every piece pays for a decision and for reading
 * again what the pieces before it left.
 *
 * With *spares* a prompt that can meet its limit is stopped only where it still meets it after the newcomer: a limit that is lost by
 * stopping is not won back by the one that is met.
 *
 * Source: FlowPrefill (arXiv 2602.16603) for operator boundaries, decisions by event, and slack. The order of the infeasible, whom the
 * test before a stop spares, and that a forecast misses by a normal share, are assumed.
 */
import * as z from 'zod'
import { rank, yes } from '../../../../kernel/decision.ts'
import { normal } from '../../../../kernel/distributions.ts'
import { ms, type Seconds, type Tokens } from '../../../../kernel/units.ts'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerContext, type SchedulerView } from '../../contracts/scheduler.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { keepDecoding, LAST_ADMITTED, makeRoom } from './keep-decoding.ts'

const knobs = z.strictObject({
  order: z.enum(['arrival', 'deadline', 'slack', 'random']).default('slack').meta({
    label: 'Order',
    help: 'By arrival; by when the first token is due; or by that among those that can still make it; or chance, for comparison.',
  }),
  stops: z.enum(['at operators', 'between pieces']).default('at operators').meta({
    label: 'Stops',
    help: 'Where a prompt under way gives way to a more urgent one: at the next boundary of an operator, or after its piece.',
  }),
  piece: z
    .int()
    .min(0)
    .max(32_768)
    .default(0)
    .meta({
      zero: 'whole prompts',
      label: 'Piece',
      unit: 'tokens',
      help: 'Tokens of an iteration’s pieces, 0 for whole prompts: smaller stops sooner and computes slower.',
      slider: [0, 8192],
    }),
  tokenBudget: tokenBudgetKnob,
  spares: z.boolean().default(false).meta({
    label: 'Spares who would be late',
    help: 'A prompt under way that can meet its limit is stopped only where it still can after the newcomer.',
    level: 'advanced',
  }),
  perLayer: z
    .int()
    .min(1)
    .max(16)
    .default(5)
    .meta({
      label: 'Operators of a layer',
      unit: '',
      help: 'Boundaries of a layer at which a prompt may stop: more means sooner.',
      slider: [1, 8],
      level: 'advanced',
      source: 'assumed, 4–6',
    }),
  roundMs: z
    .number()
    .min(0)
    .max(1000)
    .default(2)
    .meta({
      label: 'Decision',
      unit: 'ms',
      help: 'Time of a scheduling round on the host, before every iteration and every resumption: pieces pay it often.',
      slider: [0, 5],
      level: 'advanced',
      source: 'assumed',
    }),
  forecastError: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .meta({
      label: 'Forecast error',
      unit: 'fraction',
      help: 'Standard deviation of what the forecast of a prompt’s time misses by.',
      slider: [0, 0.5],
      level: 'advanced',
      source: 'assumed',
    }),
})

const decisions = {
  /** Whether a prompt that would be done at `end` counts as one that can meet its limit. */
  feasible: yes((end: Seconds, due: Seconds) => end <= due),
  /** Among those that can, and among those that cannot, who goes first. */
  urgency: rank((due: Seconds, takes: Seconds, isFeasible: boolean) => (isFeasible ? due : takes)),
  /** Whether a newcomer that would take `delay` stops what runs, of which somebody has `slack` to spare. */
  stops: yes((delay: Seconds, slack: Seconds, isMoreUrgent: boolean) => isMoreUrgent && delay <= slack),
  /** Whether another prompt joins a batch that would be done at `end` with it. */
  joins: yes((end: Seconds, earliestDue: Seconds) => end <= earliestDue),
}

export const deadlineFirst = defineScheduler({
  id: 'deadline-first',
  role: 'scheduler',
  title: 'Deadlines first',
  help: 'Prompts by when their first token is due; one under way gives way to a more urgent one.',
  source: 'FlowPrefill',
  interrupts: true,
  knobs,
  decisions,
  create(set, context) {
    const { piece, stops, spares, perLayer, roundMs } = set
    const limit = piece > 0 ? Math.min(piece, set.tokenBudget) : set.tokenBudget
    const ranking = rankingOf(set, context)
    return {
      // A whole prompt is one iteration, however long.
      tokenLimit: piece > 0 ? limit : Math.max(limit, context.longestPrompt),
      victims: LAST_ADMITTED,
      roundTime: ms(roundMs),
      plan: (view) => plan(view, ranking, { limit, isWhole: piece === 0, isCareful: set.order === 'slack' }),
      ...(stops === 'at operators' && {
        interruption: {
          perLayer,
          stops(view, newcomer, { requests, left }) {
            const own = ranking.of(view, newcomer)
            const isMoreUrgent = isBefore(own, best(requests.map((each) => ranking.of(view, each, left))))
            const slack = spares ? slackOf(view, ranking, requests, left) : Number.POSITIVE_INFINITY
            return decisions.stops(ms(roundMs) + ranking.forecast(view, newcomer), slack, isMoreUrgent)
          },
          resumes(view, stopped) {
            const ranks = stopped.map(({ requests, left }) =>
              best(requests.map((each) => ranking.of(view, each, left))),
            )
            const first = ranks.reduce((at, rank, i) => (isBefore(rank, ranks[at]) ? i : at), 0)
            return candidates(view).some((request) => isBefore(ranking.of(view, request), ranks[first])) ? -1 : first
          },
        },
      }),
    }
  },
})

/** Feasible before infeasible, then by key. */
interface Rank {
  readonly isFeasible: boolean
  readonly key: number
}

const isBefore = (one: Rank, other: Rank): boolean =>
  one.isFeasible === other.isFeasible ? one.key < other.key : one.isFeasible

const best = (ranks: readonly Rank[]): Rank => ranks.reduce((first, rank) => (isBefore(rank, first) ? rank : first))

interface Ranking {
  /** `left`: time that it still takes, forecast from its prompt where not given. */
  of(view: SchedulerView, request: RequestId, left?: Seconds): Rank
  forecast(view: SchedulerView, request: RequestId): Seconds
  due(view: SchedulerView, request: RequestId): Seconds
}

function rankingOf({ order, forecastError }: z.output<typeof knobs>, context: SchedulerContext): Ranking {
  const error = context.draws.stream('prefill-forecast')
  const chance = context.draws.stream('prefill-order')
  const { completeAt } = context.fact(contexts)
  const due = ({ requests }: SchedulerView, request: RequestId): Seconds =>
    completeAt(request) + context.classes[requests.serviceClass[request]].ttft
  const forecast = (view: SchedulerView, request: RequestId): Seconds => {
    const missed = Math.max(0.05, 1 + forecastError * normal(error.at(request)))
    return missed * context.prefillTime(view.promptLeft(request), view.requests.computed[request])
  }
  return {
    due,
    forecast,
    of(view, request, left) {
      if (order === 'random') return { isFeasible: true, key: chance.at(request) }
      if (order === 'arrival') return { isFeasible: true, key: view.requests.arrival[request] }
      const dueAt = due(view, request)
      if (order === 'deadline') return { isFeasible: true, key: dueAt }
      const takes = left ?? forecast(view, request)
      const isFeasible = decisions.feasible(view.now + takes, dueAt)
      return { isFeasible, key: decisions.urgency(dueAt, takes, isFeasible) }
    },
  }
}

/** Time that those of a batch which can meet their limit have to spare: what is lost anyway spares nobody. */
function slackOf(view: SchedulerView, ranking: Ranking, requests: readonly RequestId[], left: Seconds): Seconds {
  let least = Number.POSITIVE_INFINITY
  for (const request of requests) {
    const slack = ranking.due(view, request) - view.now - left
    if (slack >= 0 && slack < least) least = slack
  }
  return least
}

/** Prompts under way that are in no batch, and those that wait. */
function candidates({ running, waiting, requests, freeSlots }: SchedulerView): RequestId[] {
  const found: RequestId[] = []
  for (let i = 0; i < running.length; i++)
    if (requests.phase[running.at(i)] === Phase.prefill) found.push(running.at(i))
  if (freeSlots > 0) for (let i = 0; i < waiting.length; i++) found.push(waiting.at(i))
  return found
}

interface PlanRules {
  /** Tokens of an iteration. */
  readonly limit: Tokens
  /** Whether a prompt is never cut; one longer than the limit then goes alone. */
  readonly isWhole: boolean
  /** Whether another joins only where nobody in the batch would be late for it. */
  readonly isCareful: boolean
}

function plan(view: SchedulerView, ranking: Ranking, { limit, isWhole, isCareful }: PlanRules): void {
  keepDecoding(view)
  const { batch, kv, requests } = view
  const ranked = candidates(view)
    .map((request) => ({ request, rank: ranking.of(view, request) }))
    .sort((a, b) => (isBefore(a.rank, b.rank) ? -1 : isBefore(b.rank, a.rank) ? 1 : a.request - b.request))
  let slots = view.freeSlots
  let takes: Seconds = 0
  let earliest: Seconds = Number.POSITIVE_INFINITY
  let joined = 0
  let isFull = false
  for (const { request, rank } of ranked) {
    const left = view.promptLeft(request)
    if (left <= 0) continue
    const room = limit - batch.tokens
    const tokens = isWhole && joined === 0 ? left : isWhole && left > room ? 0 : Math.min(left, room)
    if (tokens <= 0) return
    const isNew = requests.phase[request] !== Phase.prefill
    // Nobody new joins past one for whom there was no room; what is under way goes on.
    if (isNew && (slots === 0 || isFull)) continue
    const time = isCareful ? ranking.forecast(view, request) : 0
    const due = isCareful && rank.isFeasible ? ranking.due(view, request) : Number.POSITIVE_INFINITY
    if (isCareful && joined > 0 && !decisions.joins(view.now + takes + time, Math.min(earliest, due))) return
    // One that was begun and cannot go on takes what others hold: two half-computed prompts could wait for each other for ever.
    if (!kv.reserve(request, tokens)) {
      if (isNew) isFull = true
      if (isNew || !makeRoom(view, request, tokens)) continue
    }
    batch.add(request, tokens)
    joined++
    takes += time
    earliest = Math.min(earliest, due)
    if (isNew) slots--
  }
}
