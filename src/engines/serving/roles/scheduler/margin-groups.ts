/**
 * Who runs together: of the best k × B by worth a second, ordered by length, those that lie next to each other. A window of B slides over
 * them and stops where the sum of worth is largest; or they are cut into bins of B or more, and the bin with the largest sum has its
 * turn, then its neighbours, nearest first.
 *
 * Calls of a program that would not get their share of tokens in time bring further calls of it along: what a round asks for is its
 * length times the tokens left over the time to the limit, and a chosen call gets a token an iteration.
 *
 * Source: JITServe (arXiv 2504.20068) and its code. There the program's branch never has a list to work on; here it does what it says.
 */
import type { Tokens } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { decisions } from './margin-decisions.ts'

export interface Candidate {
  readonly request: RequestId
  /** Worth a second. */
  readonly density: number
  /** Prompt and answer so far. */
  readonly length: Tokens
}

export interface GroupOptions {
  readonly strategy: 'window' | 'bins'
  readonly topK: number
  /** B. */
  readonly places: number
}

/** Turns by request: 0 for those chosen, later ones above it; those that are no candidates have none. */
export function turnsOf(
  all: readonly Candidate[],
  { strategy, topK, places }: GroupOptions,
): ReadonlyMap<RequestId, number> {
  const ranked = [...all]
    .sort((a, b) => b.density - a.density || a.request - b.request)
    .slice(0, Math.max(1, Math.ceil(decisions.candidates(places, topK))))
    .sort((a, b) => a.length - b.length || a.request - b.request)
  const turns = strategy === 'window' ? windowTurns(ranked, places) : binTurns(ranked, places)
  return new Map(ranked.map(({ request }, i) => [request, turns[i]]))
}

function windowTurns(ranked: readonly Candidate[], places: number): readonly number[] {
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
  return ranked.map((_, i) => (i >= from && i < from + places ? 0 : 1))
}

function binTurns(ranked: readonly Candidate[], places: number): readonly number[] {
  const bins = Math.max(1, Math.floor(ranked.length / places))
  const binOf = (i: number): number => Math.floor((i * bins) / ranked.length)
  const sums = Array.from({ length: bins }, () => 0)
  ranked.forEach(({ density }, i) => {
    sums[binOf(i)] += density
  })
  const best = sums.indexOf(Math.max(...sums))
  return ranked.map((_, i) => Math.abs(binOf(i) - best))
}

export interface Program {
  readonly members: readonly RequestId[]
  /** Tokens that all of its calls have left, and the time until they are due, at least an instant. */
  readonly tokens: Tokens
  readonly timeLeft: number
}

/** Further calls of programs of which the chosen ones get less in a round than their limit asks for, in the order of the members. */
export function topUp(
  programs: Iterable<Program>,
  round: { readonly seconds: number; readonly iterations: number },
  isChosen: (request: RequestId) => boolean,
): readonly RequestId[] {
  const more: RequestId[] = []
  for (const { members, tokens, timeLeft } of programs) {
    const chosen = members.filter(isChosen).length
    if (chosen === 0) continue
    const asked = (tokens / timeLeft) * round.seconds
    const wanted = Math.ceil(asked / round.iterations)
    if (!decisions.lacks(wanted, chosen)) continue
    more.push(...members.filter((request) => !isChosen(request)).slice(0, Math.max(1, wanted - chosen)))
  }
  return more
}
