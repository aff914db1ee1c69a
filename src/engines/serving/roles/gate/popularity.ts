/**
 * How popular experts are, per layer and domain. Popularity falls with rank by Zipf's law, r^−skew; which expert has which
 * rank is shuffled per layer, and again per domain, and the two are mixed:
 *
 *   p(e) = (1 − mix) zipf(rank in the layer) + mix zipf(rank in the layer for this domain).
 *
 * With mix 0 all text likes the same experts, with mix 1 domains share nothing but chance.
 */
import type { Draws } from '../../../../kernel/draws.ts'
import { pow } from '../../../../kernel/math.ts'

export interface PopularityKnobs {
  readonly skew: number
  readonly domainMix: number
}

/** Weights of the experts, summing to 1, for a layer and a domain: the same for the same seed, whenever asked. */
export function popularity(
  draws: Draws,
  { skew, domainMix }: PopularityKnobs,
  { experts, layer, domain }: { readonly experts: number; readonly layer: number; readonly domain: number },
): Float64Array {
  const byRank = new Float64Array(experts)
  let total = 0
  for (let rank = 0; rank < experts; rank++) total += byRank[rank] = pow(rank + 1, -skew)
  const stream = draws.stream('experts.popularity')
  const shared = shuffled(experts, (i) => stream.at(layer, i))
  const own = shuffled(experts, (i) => stream.at(layer + 64 * (domain + 1), i)) // layers are at most 64
  const weights = new Float64Array(experts)
  for (let rank = 0; rank < experts; rank++) {
    weights[shared[rank]] += ((1 - domainMix) * byRank[rank]) / total
    weights[own[rank]] += (domainMix * byRank[rank]) / total
  }
  return weights
}

/** The numbers below n in random order (Fisher–Yates), `at(i)` being the i-th uniform. */
function shuffled(n: number, at: (i: number) => number): Int32Array {
  const order = new Int32Array(n).map((_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(at(i) * (i + 1))
    const moved = order[i]
    order[i] = order[j]
    order[j] = moved
  }
  return order
}
