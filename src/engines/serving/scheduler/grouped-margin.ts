/**
 * Grouped margin: every so many iterations all requests are ranked by what serving them is worth per second, and those that run together
 * are chosen among the best of them with similar lengths.
 *
 * What a request is worth counts its tokens, and is scaled down by how far it will miss its limit: (limit / (served + time left))^γ, at
 * most 1. Time left is what a predictor bounds its answer by, at the speed of late. One that can no longer make it loses its rank,
 * which is what keeps the others in time. From the best k × B of the ranking, ordered by length, a window of B with the largest sum
 * of worth per second runs; whoever runs outside it gives way, a few per iteration, to as many from inside.
 *
 * With *pacing* a stream that has time until its deadline is left out of iterations it does not need, while others wait.
 *
 * Source: JITServe (arXiv 2504.20068) and its code: decode weight 8, ranking every 50 iterations, sliding window, swaps capped. Length
 * bins and the program top-up are left out, pacing by required rate is simplified.
 */
import * as z from 'zod'
import { pow } from '../../../kernel/math.ts'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { LengthEstimate } from '../length-estimate.ts'
import { Phase } from '../requests.ts'
import { defineScheduler, type RequestId, type SchedulerContext, type SchedulerView } from '../roles.ts'
import { tokenBudgetKnob } from './chunked-prefill.ts'
import { everybody } from './everybody.ts'
import { hintErrorKnob } from './hint-error-knob.ts'
import { makeRoom } from './keep-decoding.ts'

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
  order: z.enum(['worth', 'deadline', 'random']).default('worth').meta({
    label: 'Rank by',
    help: 'Worth per second; the nearest deadline; or chance, for comparison.',
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

export const groupedMargin = defineScheduler({
  id: 'grouped-margin',
  role: 'scheduler',
  title: 'Grouped margin',
  help: 'Those run together whose tokens are worth most per second within their limits, and whose lengths are alike.',
  source: 'JITServe',
  knobs,
  create(set, context) {
    const { tokenBudget, interval, swapCap, margin, error, quantile } = set
    const worth = worthOf(set, context, context.lengthEstimate({ error, quantile }))
    const chosen = context.perRequest('u8', 0)
    const density = context.perRequest('f64', 0) // as of the last ranking
    const pace = context.memory.object({ unit: 0.02, last: -1, iteration: 0 })
    return {
      tokenLimit: tokenBudget,
      victims: 'those outside the chosen lengths',
      plan(view) {
        if (pace.last >= 0 && view.now > pace.last) pace.unit += 0.1 * (Math.min(1, view.now - pace.last) - pace.unit)
        pace.last = view.now
        if (pace.iteration++ % interval === 0)
          choose(view, set, { places: context.maxRunning, unit: pace.unit, worth }, chosen, density)
        const gone = view.waiting.length > 0 && swapCap > 0 ? giveWay(view, { swapCap, margin }, chosen, density) : 0
        const skips = set.paces && view.waiting.length > 0 ? pace.iteration % 2 : -1
        serve(
          view,
          tokenBudget,
          (request) => skips >= 0 && request % 2 === skips && hasTime(view, request, worth, pace.unit),
        )
        const densityOf = (request: RequestId): number => worth.of(view, request, pace.unit).density
        admit(view, tokenBudget, chosen, { places: view.freeSlots + gone, densityOf })
        if (view.batch.length === 0) serve(view, tokenBudget, () => false)
        if (view.batch.length === 0) pace.last = -1
      },
    }
  },
})

interface Worth {
  /** Worth per second of serving it on, and the seconds left. */
  of(view: SchedulerView, request: RequestId, unit: Seconds): { readonly density: number; readonly left: Seconds }
}

function worthOf(set: z.output<typeof knobs>, context: SchedulerContext, estimate: LengthEstimate): Worth {
  const { classes, requests, draws } = context
  const random = draws.stream('random-rank')
  const scale = (limit: Seconds, takes: Seconds): number =>
    pow(Math.min(1, Math.max(1e-6, limit / Math.max(1e-9, takes))), set.penalty)
  return {
    of(view, request, unit) {
      const { emitted, promptTokens, arrival, firstToken, dueBy, serviceClass } = requests
      const predicted = estimate(request)
      const remaining = Math.max(1, predicted - emitted[request])
      const left = unit * (remaining + view.promptLeft(request) / Math.max(1, set.tokenBudget))
      const served = view.now - arrival[request]
      const { ttft, tpot } = classes[serviceClass[request]]
      const due = dueBy[request]
      const whole = due < Number.POSITIVE_INFINITY ? due - arrival[request] : ttft + tpot * predicted
      if (set.order === 'random') return { density: random.at(request), left }
      if (set.order === 'deadline') return { density: 1 / Math.max(1e-9, 1e6 + arrival[request] + whole), left }
      // A first token that is late makes the whole request worthless here, and not its prompt alone.
      const hasDeadline = due < Number.POSITIVE_INFINITY
      const first = hasDeadline
        ? 1
        : scale(ttft, emitted[request] === 0 ? served + unit : firstToken[request] - arrival[request])
      const tokens = promptTokens[request] + set.decodeWeight * predicted
      return { density: (tokens * first * scale(whole, served + left)) / left, left }
    },
  }
}

type Chosen = { readonly at: Uint8Array }
type Densities = { readonly at: Float64Array }

/** Marks those that are to run: a window over the best by length, with the most worth per second. */
function choose(
  view: SchedulerView,
  { topK }: z.output<typeof knobs>,
  { places, unit, worth }: { readonly places: number; readonly unit: Seconds; readonly worth: Worth },
  chosen: Chosen,
  densities: Densities,
): void {
  const { requests } = view
  const all = everybody(view)
  for (const request of all) densities.at[request] = worth.of(view, request, unit).density
  const ranked = all
    .map((request) => ({ request, density: densities.at[request] }))
    .sort((a, b) => b.density - a.density || a.request - b.request)
    .slice(0, Math.ceil(topK * places))
  const length = (request: RequestId): Tokens => requests.promptTokens[request] + requests.emitted[request]
  ranked.sort((a, b) => length(a.request) - length(b.request) || a.request - b.request)
  let sum = 0
  let best = 0
  let from = 0
  for (let i = 0; i < ranked.length; i++) {
    sum += ranked[i].density
    if (i >= places) sum -= ranked[i - places].density
    if (sum > best) {
      best = sum
      from = Math.max(0, i - places + 1)
    }
  }
  for (const request of all) chosen.at[request] = 0
  for (const { request } of ranked.slice(from, from + places)) chosen.at[request] = 1
}

/** Running requests that were not chosen give way to as many that were, wait, and are worth so much more. Returns how many did. */
function giveWay(
  view: SchedulerView,
  { swapCap, margin }: { readonly swapCap: number; readonly margin: number },
  chosen: Chosen,
  densities: Densities,
): number {
  const { running, waiting } = view
  const byWorth = (a: RequestId, b: RequestId): number => densities.at[a] - densities.at[b] || a - b
  const wanted: RequestId[] = []
  for (let i = 0; i < waiting.length; i++) if (chosen.at[waiting.at(i)] === 1) wanted.push(waiting.at(i))
  const victims: RequestId[] = []
  for (let i = 0; i < running.length; i++) if (chosen.at[running.at(i)] === 0) victims.push(running.at(i))
  wanted.sort((a, b) => byWorth(b, a))
  victims.sort(byWorth)
  const most = Math.min(swapCap, wanted.length - view.freeSlots, victims.length)
  for (let i = 0; i < most; i++) {
    if (densities.at[wanted[i]] < margin * densities.at[victims[i]]) return i
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
      else i-- // it has left the list
    }
  }
}

/** A stream that will be done in half the time to its deadline. */
function hasTime(view: SchedulerView, request: RequestId, worth: Worth, unit: Seconds): boolean {
  const due = view.requests.dueBy[request]
  if (due === Number.POSITIVE_INFINITY) return false
  return 2 * worth.of(view, request, unit).left < due - view.now
}

/** Those chosen join first, then the others while there are places, in either case whoever is worth most; late comers are ranked now. */
function admit(
  view: SchedulerView,
  tokenBudget: Tokens,
  chosen: Chosen,
  { places, densityOf }: { readonly places: number; readonly densityOf: (request: RequestId) => number },
): void {
  const { waiting, batch, kv } = view
  if (places <= 0 || batch.tokens >= tokenBudget || waiting.length === 0) return
  const queue: { readonly request: RequestId; readonly rank: number; readonly density: number }[] = []
  for (let i = 0; i < waiting.length; i++) {
    const request = waiting.at(i)
    queue.push({ request, rank: 1 - chosen.at[request], density: densityOf(request) })
  }
  queue.sort((a, b) => a.rank - b.rank || b.density - a.density || a.request - b.request)
  let slots = places
  for (const { request } of queue) {
    if (slots === 0 || batch.tokens >= tokenBudget) return
    if (batch.has(request)) continue
    const piece = Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
    if (!kv.reserve(request, piece)) return
    batch.add(request, piece)
    slots--
  }
}
