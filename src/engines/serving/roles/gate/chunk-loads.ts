/**
 * Loads of a long piece of prompt in one step: how many of its n tokens go to each expert, without drawing every token.
 * Each token picks expert e with probability π(e) (`inclusion.ts`), so the count of e is binomial, and the counts of all
 * experts add up to n × active. Drawn here independently, then the surplus or shortfall is spread over the experts in
 * proportion to their variance, as conditioning on the sum would.
 *
 * Spreading takes variance away: w becomes w (1 − w/W), W being the sum. So the draws start from a w that ends up at the
 * right π (1 − π), found by Hájek's fixed point; it matters for few experts (a seventh with 8), not for 256.
 *
 * A mean of at least 8 tokens is drawn as a rounded normal, less by inversion: rare experts decide how many different ones
 * a batch touches, and a normal would put too few at 0.
 */
import { normal } from '../../../../kernel/distributions.ts'
import { mix } from '../../../../kernel/draws.ts'
import { exp, log1p } from '../../../../kernel/math.ts'
import { inclusionProbabilities } from './inclusion.ts'

const NORMAL_FROM = 8

/** Per expert: probability a token picks it, standard deviation of one token's draw before spreading, share of spreading. */
export interface ChunkLaw {
  readonly active: number
  readonly inclusion: Float64Array
  readonly deviation: Float64Array
  readonly share: Float64Array
}

export function chunkLaw(weights: Float64Array, active: number): ChunkLaw {
  const inclusion = inclusionProbabilities(weights, active)
  const wanted = inclusion.map((π) => π * (1 - π))
  const variance = wanted.slice()
  for (let round = 0; round < 40; round++) {
    const total = sumOf(variance)
    // An expert with half of all the variance has no solution; 0.5 is what two experts, one active, come to.
    for (let e = 0; e < variance.length; e++) variance[e] = wanted[e] / (1 - Math.min(0.5, variance[e] / total))
  }
  const total = sumOf(variance)
  return { active, inclusion, deviation: variance.map(Math.sqrt), share: variance.map((w) => w / total) }
}

/** Fills `counts` with the tokens per expert of a piece of `tokens`; `seed` stands for its luck. */
export function drawChunk(counts: Int32Array, law: ChunkLaw, tokens: number, seed: number): void {
  const { inclusion, deviation, active } = law
  const root = Math.sqrt(tokens)
  let missing = tokens * active
  for (let e = 0; e < counts.length; e++) {
    const u = ((mix(seed + Math.imul(e + 1, 0x9e3779b9)) >>> 0) + 0.5) / 4294967296
    const π = inclusion[e]
    const mean = tokens * π
    let count = 0
    if (mean < NORMAL_FROM) count = binomial(u, tokens, π)
    else if (tokens - mean < NORMAL_FROM) count = tokens - binomial(u, tokens, 1 - π)
    else count = within(Math.round(mean + root * deviation[e] * normal(u)), tokens)
    counts[e] = count
    missing -= count
  }
  if (missing !== 0) spread(counts, law.share, { tokens, missing, offset: (mix(seed) >>> 0) / 4294967296 })
}

interface Spreading {
  readonly tokens: number
  /** Pairs to add, or to take away when negative. */
  readonly missing: number
  /** Uniform in [0, 1): where the whole steps fall. */
  readonly offset: number
}

/** Changes the counts by `missing` in all, each by missing × share rounded up or down, within 0 and `tokens`. */
function spread(counts: Int32Array, share: Float64Array, { tokens, missing, offset }: Spreading): void {
  let left = missing
  let running = offset
  for (let e = 0; e < counts.length; e++) {
    running += missing * share[e]
    const step = Math.floor(running)
    running -= step
    left -= give(counts, e, step, tokens)
  }
  // What the limits refused, a few tokens if any.
  for (let e = 0; left !== 0 && e < counts.length; e++) left -= give(counts, e, left, tokens)
}

/** Changes a count by `step` as far as 0 and `tokens` allow; returns by how much. */
function give(counts: Int32Array, e: number, step: number, tokens: number): number {
  const before = counts[e]
  counts[e] = within(before + step, tokens)
  return counts[e] - before
}

const within = (count: number, tokens: number): number => Math.max(0, Math.min(count, tokens))

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** Binomial count by inversion: the smallest with cumulative probability above u. Meant for means below 8. */
function binomial(u: number, n: number, p: number): number {
  // P(0) ≥ 1 − n p: most of the rarest experts are settled here, without an exponential.
  if (u < 1 - n * p) return 0
  const odds = p / (1 - p)
  let probability = exp(n * log1p(-p))
  let below = probability
  let count = 0
  while (u >= below && count < n) {
    probability *= (odds * (n - count)) / (count + 1)
    below += probability
    count++
  }
  return count
}
