/**
 * Grouped margin: every so many iterations all requests are ranked by what serving them is worth per second (margin-worth.ts), and those
 * that run together are chosen among the best of them with similar lengths (margin-groups.ts). Time left is what a predictor bounds the
 * answer by, at the speed of late. One that can no longer make its limit loses its rank, which is what keeps the others in time.
 * Whoever runs outside the choice gives way, a few per iteration, to as many from inside.
 *
 * Where iterations take longer than the tightest of the streams' limits allows, fewer run at once, and more again once they do not.
 * With *pacing* a stream that has time until its deadline is left out of iterations it does not need, while others wait.
 *
 * Source: JITServe (arXiv 2504.20068) and its code: decode weight 8, ranking every 50 iterations, sliding window or length bins, swaps
 * capped, the batch shrunk by as many. Pacing by required rate is simplified; that ranking rests while the host's memory is nearly full
 * is left out.
 */
import * as z from 'zod'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerView } from '../../contracts/scheduler.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { everybody } from './everybody.ts'
import { hintErrorKnob } from './hint-error-knob.ts'
import { makeRoom } from './keep-decoding.ts'
import { decisions } from './margin-decisions.ts'
import { topUp, turnsOf } from './margin-groups.ts'
import { membersOf, type Worth, worthOf } from './margin-worth.ts'

const knobs = z.strictObject({
  tokenBudget: tokenBudgetKnob,
  interval: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .meta({
      label: 'Ranking interval',
      unit: 'iterations',
      help: 'Iterations between two rankings: fewer follow changes sooner.',
      slider: [1, 200],
    }),
  order: z.enum(['worth', 'worth, least first', 'deadline', 'shortest answer', 'random']).default('worth').meta({
    label: 'Rank by',
    help: 'Worth per second; the nearest deadline; the answer with the fewest tokens expected yet; or, for comparison, the least worth, or chance.',
  }),
  penalty: z
    .number()
    .min(0)
    .max(8)
    .default(1)
    .meta({
      label: 'Penalty exponent',
      unit: '',
      help: 'How fast worth falls with a limit that will be missed: 0 serves late requests as gladly as others.',
      slider: [0, 4],
    }),
  decodeWeight: z
    .number()
    .min(0.1)
    .max(100)
    .default(8)
    .meta({
      label: 'Decode weight',
      unit: '',
      help: 'Worth of a token of an answer against one of a prompt.',
      slider: [1, 16],
      level: 'advanced',
    }),
  topK: z
    .number()
    .min(1)
    .max(32)
    .default(2)
    .meta({
      label: 'Candidates',
      unit: '× batch',
      help: 'Best of the ranking among which lengths are matched: 1 takes the best as they are.',
      slider: [1, 8],
      level: 'advanced',
    }),
  strategy: z.enum(['window', 'bins']).default('window').meta({
    label: 'Similar lengths by',
    help: 'A window over the best by length that slides to where most is to be won; or bins of them that have their turns.',
    level: 'advanced',
  }),
  programs: z.boolean().default(true).meta({
    label: 'Programs together',
    help: 'Calls of a program that fall behind their limit bring further calls of it into the batch.',
    level: 'advanced',
  }),
  swapCap: z
    .int()
    .min(0)
    .max(1024)
    .default(4)
    .meta({
      label: 'Swaps an iteration',
      unit: 'requests',
      help: 'Most running requests that give way at once: more follow the ranking sooner and lose more KV.',
      slider: [0, 16],
    }),
  margin: z
    .number()
    .min(0)
    .max(100)
    .default(4)
    .meta({
      label: 'Swap margin',
      unit: '×',
      help: 'A running request gives way only to one worth this many times as much per second: lower follows the ranking and moves more KV.',
      slider: [1, 10],
      level: 'advanced',
      source: 'assumed: moving KV has its price',
    }),
  paces: z.boolean().default(true).meta({
    label: 'Just in time',
    help: 'Streams with time to spare are left out of every second iteration while others wait.',
  }),
  error: hintErrorKnob,
  quantile: z
    .number()
    .min(0.05)
    .max(0.995)
    .default(0.9)
    .meta({
      label: 'Length bound',
      unit: 'fraction',
      help: 'Share of answers that end within what is expected of them: higher is more careful.',
      slider: [0.5, 0.99],
      level: 'advanced',
    }),
})

type Knobs = z.output<typeof knobs>

export const groupedMargin = defineScheduler({
  id: 'grouped-margin',
  role: 'scheduler',
  title: 'Grouped margin',
  help: 'Those run together whose tokens are worth most per second within their limits, and whose lengths are alike.',
  source: 'JITServe',
  knobs,
  decisions,
  create(set, context) {
    const { tokenBudget, interval, swapCap, margin, error, quantile } = set
    const worth = worthOf(set, context, context.lengthEstimate({ error, quantile }))
    const turn = context.perRequest('u8', LATER)
    const density = context.perRequest('f64', 0) // as of the last ranking
    const pace = context.memory.object({ unit: 0.02, last: -1, iteration: 0, places: context.maxRunning })
    return {
      tokenLimit: tokenBudget,
      victims: 'those outside the chosen lengths',
      plan(view) {
        if (pace.last >= 0 && view.now > pace.last) pace.unit += 0.1 * (Math.min(1, view.now - pace.last) - pace.unit)
        pace.last = view.now
        if (pace.iteration++ % interval === 0) {
          const step = isTooSlow(view, pace.unit, context.classes) ? -swapCap : swapCap
          pace.places = Math.min(context.maxRunning, Math.max(1, pace.places + step))
          choose(view, set, { places: pace.places, unit: pace.unit, worth }, turn, density)
        }
        const free = Math.min(view.freeSlots, pace.places - view.running.length)
        const gone =
          view.waiting.length > 0 && swapCap > 0 ? giveWay(view, { swapCap, margin, free }, turn, density) : 0
        const skips = set.paces && view.waiting.length > 0 ? pace.iteration % 2 : -1
        serve(
          view,
          tokenBudget,
          (request) => skips >= 0 && request % 2 === skips && hasTime(view, request, worth, pace.unit),
        )
        const densitiesOf = (requests: readonly RequestId[]) => worth.ofAll(view, requests, pace.unit)
        admit(view, tokenBudget, turn, { places: free + gone, densitiesOf })
        if (view.batch.length === 0) serve(view, tokenBudget, () => false)
        if (view.batch.length === 0) pace.last = -1
      },
    }
  },
})

/** The turn of who is no candidate. */
const LATER = 255

/** Whether an iteration takes longer than the tightest limit of a stream that runs. */
function isTooSlow(
  { running, requests }: SchedulerView,
  unit: Seconds,
  classes: readonly { readonly tpot: Seconds }[],
) {
  for (let i = 0; i < running.length; i++) {
    const request = running.at(i)
    const hasLimit = requests.dueBy[request] === Number.POSITIVE_INFINITY
    if (hasLimit && unit > classes[requests.serviceClass[request]].tpot) return true
  }
  return false
}

type Turns = { readonly at: Uint8Array }
type Densities = { readonly at: Float64Array }

/** Ranks everybody and gives turns: to a group of alike lengths among the best first, and to calls that their programs need. */
function choose(
  view: SchedulerView,
  { topK, strategy, programs, interval }: Knobs,
  { places, unit, worth }: { readonly places: number; readonly unit: Seconds; readonly worth: Worth },
  turn: Turns,
  densities: Densities,
): void {
  const { requests, now } = view
  const all = everybody(view)
  const worths = worth.ofAll(view, all, unit)
  const candidates = all.map((request, i) => {
    densities.at[request] = worths[i]
    return { request, density: worths[i], length: requests.promptTokens[request] + requests.emitted[request] }
  })
  const turns = turnsOf(candidates, { strategy, topK, places })
  for (const request of all) turn.at[request] = Math.min(LATER, turns.get(request) ?? LATER)
  if (!programs) return
  const known = [...membersOf(all, worth.programOf).values()].map((members) => ({
    members,
    tokens: members.reduce((sum, request) => sum + worth.remaining(request), 0),
    timeLeft: Math.max(unit, Math.min(...members.map((request) => requests.dueBy[request] - now))),
  }))
  const round = { seconds: interval * unit, iterations: interval }
  for (const request of topUp(known, round, (member) => turn.at[member] === 0)) turn.at[request] = 0
}

/** Running requests that were not chosen give way to as many that were, wait, and are worth so much more. Returns how many did. */
function giveWay(
  view: SchedulerView,
  { swapCap, margin, free }: { readonly swapCap: number; readonly margin: number; readonly free: number },
  turn: Turns,
  densities: Densities,
): number {
  const { running, waiting } = view
  const byWorth = (a: RequestId, b: RequestId): number => densities.at[a] - densities.at[b] || a - b
  const wanted: RequestId[] = []
  for (let i = 0; i < waiting.length; i++) if (turn.at[waiting.at(i)] === 0) wanted.push(waiting.at(i))
  const victims: RequestId[] = []
  for (let i = 0; i < running.length; i++) if (turn.at[running.at(i)] > 0) victims.push(running.at(i))
  wanted.sort((a, b) => byWorth(b, a))
  victims.sort(byWorth)
  const most = Math.min(swapCap, wanted.length - free, victims.length)
  for (let i = 0; i < most; i++) {
    if (!decisions.givesWay(densities.at[wanted[i]], densities.at[victims[i]], margin)) return i
    view.preempt(victims[i])
  }
  return Math.max(0, most)
}

/** Streams, then prompts under way. `skips`: streams that are left out this time. */
function serve(view: SchedulerView, tokenBudget: Tokens, skips: (request: RequestId) => boolean): void {
  const { running, kv, batch, requests } = view
  for (const wanted of [Phase.decode, Phase.prefill]) {
    for (let i = 0; i < running.length; i++) {
      const request = running.at(i)
      if (requests.phase[request] !== wanted) continue
      const isStream = wanted === Phase.decode
      if (isStream && skips(request)) continue
      const tokens = isStream
        ? requests.decodeTokens[request]
        : Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
      if (tokens <= 0) continue
      if (kv.reserve(request, tokens) || makeRoom(view, request, tokens)) batch.add(request, tokens)
      else if (running.at(i) !== request) i-- // it has left the list
    }
  }
}

/** A stream that will be done in half the time to its deadline. */
function hasTime(view: SchedulerView, request: RequestId, worth: Worth, unit: Seconds): boolean {
  const due = view.requests.dueBy[request]
  if (due === Number.POSITIVE_INFINITY) return false
  return decisions.pauses(worth.left(view, request, unit), due - view.now)
}

/** Those chosen join first, then the others while there are places, in either case whoever is worth most; late comers are ranked now. */
function admit(
  view: SchedulerView,
  tokenBudget: Tokens,
  turn: Turns,
  options: { readonly places: number; readonly densitiesOf: (requests: readonly RequestId[]) => readonly number[] },
): void {
  const { waiting, batch, kv } = view
  if (options.places <= 0 || batch.tokens >= tokenBudget || waiting.length === 0) return
  const rows = Array.from({ length: waiting.length }, (_, i) => waiting.at(i))
  const worths = options.densitiesOf(rows)
  const queue = rows.map((request, i) => ({ request, turn: turn.at[request], density: worths[i] }))
  queue.sort((a, b) => a.turn - b.turn || b.density - a.density || a.request - b.request)
  let slots = options.places
  for (const { request } of queue) {
    if (slots === 0 || batch.tokens >= tokenBudget) return
    if (batch.has(request)) continue
    const piece = Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
    if (!kv.reserve(request, piece)) return
    batch.add(request, piece)
    slots--
  }
}
