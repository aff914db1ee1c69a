/**
 * Prefix groups: requests of a batch that begin alike run one after the other, so that what they share is computed once and stays until
 * the last of them has it. Groups with much to decode per token of prompt go first, and their long answers run beside the prompts of
 * the later ones. Requests join while the cache has room, not up to a number of them.
 *
 * Groups are found over the whole queue: what prompts share makes a tree, which is cut to one level. A branch that is shared by more
 * requests for more tokens than the stem it hangs on gets its own copy of the stem: (leaves − 1) × tokens decides, from the leaves up.
 *
 * Source: BatchLLM (arXiv 2412.03594): global prefix identification, grouping, reordering by decode over prefill, memory-centric
 * batching. Lengths of answers are estimates.
 */
import * as z from 'zod'
import { rank, yes } from '../../../../kernel/decision.ts'
import type { Tokens } from '../../../../kernel/units.ts'
import type { RequestId, RequestList } from '../../contracts/request.ts'
import { defineScheduler, type SchedulerContext, type SchedulerView } from '../../contracts/scheduler.ts'
import { continuePrompts, tokenBudgetKnob } from './chunked-prefill.ts'
import { hintErrorKnob } from './hint-error-knob.ts'
import { keepDecoding, LAST_ADMITTED } from './keep-decoding.ts'

const knobs = z.strictObject({
  tokenBudget: tokenBudgetKnob.default(2048),
  groups: z.boolean().default(true).meta({
    label: 'Groups',
    help: 'Requests that share a prefix run one after the other; off, in the order of the queue.',
  }),
  reorder: z.boolean().default(true).meta({
    label: 'Long answers first',
    help: 'Groups with more to decode per token of prompt go first; off, in the order in which they came.',
  }),
  fill: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.9)
    .meta({
      label: 'Fill the cache to',
      unit: 'fraction',
      help: 'Requests join while less than this of the blocks is in use: higher batches more and risks preemptions.',
      slider: [0.7, 0.98],
    }),
  error: hintErrorKnob,
})

const decisions = {
  /** Which group goes first: the one with the most to decode per token of prompt. */
  order: rank((_first: RequestId, ratio: number) => -ratio),
  /** Whether a branch gets its own copy of the stem: what it saves among its own leaves is more than the stem. */
  forks: yes((gain: Tokens, stem: Tokens) => gain > stem),
  /** Whether a request joins: the blocks in use stay below the share of the cache. */
  joins: yes((_request: RequestId, used: number, most: number) => used <= most),
}

export const prefixGroups = defineScheduler({
  id: 'prefix-groups',
  role: 'scheduler',
  title: 'Prefix groups',
  help: 'Requests that begin alike run one after the other, those with long answers first.',
  source: 'BatchLLM',
  knobs,
  decisions,
  create({ tokenBudget, groups, reorder, fill, error }, context) {
    const estimate = context.lengthEstimate({ error, quantile: 0.5 })
    const place = context.perRequest('f64', Number.NaN)
    const state = context.memory.object({ next: 0 })
    /** Places for those that have none yet: after everybody who has. */
    const order = (view: SchedulerView): void => {
      const fresh: RequestId[] = []
      for (let i = 0; i < view.waiting.length; i++) {
        const request = view.waiting.at(i)
        if (Number.isNaN(place.at[request])) fresh.push(request)
      }
      if (fresh.length === 0) return
      const found = groups ? prefixGroupsOf(fresh, context) : fresh.map((request) => [request])
      const ratio = (members: readonly RequestId[]): number => ratioOf(members, context, estimate)
      const sorted = reorder
        ? found.map((members) => ({ members, key: decisions.order(members[0], ratio(members)) }))
        : null
      sorted?.sort((a, b) => a.key - b.key || a.members[0] - b.members[0])
      const inOrder = sorted ? sorted.map(({ members }) => members) : found
      for (const members of inOrder) for (const request of members) place.at[request] = state.next++
    }
    return {
      tokenLimit: tokenBudget,
      keepsStreams: true,
      victims: LAST_ADMITTED,
      plan(view) {
        order(view)
        const firstPrompt = keepDecoding(view)
        if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)
        admit(view, tokenBudget, fill, (request) => place.at[request])
      },
    }
  },
})

/** Waiting requests by their places, while the token budget, the batch cap and the share of the cache last. */
function admit(view: SchedulerView, tokenBudget: Tokens, fill: number, placeOf: (request: RequestId) => number): void {
  const { waiting, batch, kv } = view
  let last = Number.NEGATIVE_INFINITY
  for (let slots = view.freeSlots; slots > 0 && batch.tokens < tokenBudget; slots--) {
    const request = nextOf(waiting, placeOf, last)
    if (request < 0) return
    last = placeOf(request)
    const left = view.promptLeft(request)
    const piece = Math.min(tokenBudget - batch.tokens, left)
    const used = kv.totalBlocks - kv.freeBlocks
    // The first one of all joins in any case.
    if (used > 0 && !decisions.joins(request, used + kv.needed(request, left), fill * kv.totalBlocks)) return
    if (!kv.reserve(request, piece)) return
    batch.add(request, piece)
  }
}

/** Whose place comes next after `last`, −1 for nobody. A walk: few join an iteration, and sorting all who wait would cost more. */
function nextOf(waiting: RequestList, placeOf: (request: RequestId) => number, last: number): RequestId {
  let next = -1
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < waiting.length; i++) {
    const place = placeOf(waiting.at(i))
    if (place <= last || place >= least) continue
    least = place
    next = waiting.at(i)
  }
  return next
}

function ratioOf(
  members: readonly RequestId[],
  { requests }: SchedulerContext,
  estimate: (request: RequestId) => Tokens,
): number {
  let answers = 0
  let prompts = 0
  for (const request of members) {
    answers += estimate(request)
    prompts += requests.promptTokens[request]
  }
  return answers / Math.max(1, prompts)
}

/** A stretch of content that the requests below it share. */
interface Node {
  readonly tokens: Tokens
  readonly children: Map<number, Node>
  readonly requests: RequestId[]
  leaves: number
}

const newNode = (tokens: Tokens): Node => ({ tokens, children: new Map(), requests: [], leaves: 0 })

/** The requests in groups that begin alike, each request in one. */
export function prefixGroupsOf(
  requests: readonly RequestId[],
  { content, requests: columns }: Pick<SchedulerContext, 'content' | 'requests'>,
): readonly (readonly RequestId[])[] {
  const root = newNode(0)
  for (const request of requests) {
    const links = content.linksOf(request)
    let node = root
    for (const [i, { owner, start }] of links.entries()) {
      const end = links[i + 1]?.start ?? columns.promptTokens[request]
      const child = node.children.get(owner) ?? newNode(end - start)
      node.children.set(owner, child)
      child.leaves++
      node = child
    }
    node.requests.push(request)
  }
  const groups: RequestId[][] = []
  // What stands right below the root shares nothing with the rest: each is a group, or several where branches fork off.
  for (const child of root.children.values()) groups.push(...cut(child).groups)
  for (const request of root.requests) groups.push([request])
  return groups
}

/**
 * One level of groups below a node: its branches fork off with a copy of its tokens where sharing these among a branch's own leaves
 * saves more than sharing the node among all who would stay.
 */
function cut(node: Node): { readonly groups: RequestId[][] } {
  const own: RequestId[] = [...node.requests]
  const forked: RequestId[][] = []
  for (const child of node.children.values()) {
    const { groups } = cut(child)
    const gain = (child.leaves - 1) * child.tokens
    if (child.leaves > 1 && decisions.forks(gain, node.tokens)) forked.push(...groups)
    else own.push(...groups.flat())
  }
  return { groups: own.length > 0 ? [own, ...forked] : forked }
}
