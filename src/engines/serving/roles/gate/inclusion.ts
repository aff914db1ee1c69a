/**
 * Probability that an expert is among the `active` picked, when they are drawn by weight one after the other without
 * replacement: π(e), which is more even than active × weight (with Zipf weights of exponent 0.6, 8 of 256, the most popular
 * expert has 4.8 % of the weight and is picked by 33 % of tokens, not 38 %).
 *
 * Let every expert ring after an exponential time of rate p(e); the first `active` to ring are such a draw. Then
 *
 *   π(e) = ∫ p(e) exp(−p(e) t) P(fewer than `active` of the others have rung by t) dt,
 *
 * the count of the others being a sum of independent yes-or-no's of probability q = 1 − exp(−p t). The law of all of them
 * is multiplied up once for a t; leaving one out divides its factor (1 − q + q z) away again. From the lowest coefficient
 * upwards that multiplies rounding errors by q / (1 − q) a step, from the highest kept downwards it divides by it what
 * leaving out higher ones did: with `2 active` coefficients and the change of direction at q / (1 − q) = 10^(6 / active),
 * the one stays below 10^6 × 10^−16 and the other below 10^−6.
 *
 * Source: the exponential clocks of the Plackett–Luce law (Plackett 1975); the integral by the trapezium rule in y with
 * t = τ exp(y − exp(−y)), where τ is the time by which `active` are expected. Error below 1e-6 where the tests enumerate, 1e-5 for 256 of 512.
 * Cost: 27 × experts × active × 5 steps, about 1 ms for 8 of 256, once a table.
 */
import { exp, pow } from '../../../../kernel/math.ts'

/** π of every expert; sums to `active`, which is less than the number of weights. */
export function inclusionProbabilities(weights: Float64Array, active: number): Float64Array {
  const τ = timeToExpect(weights, active)
  const all = new Float64Array(Math.min(weights.length, 2 * active) + 1)
  const result = new Float64Array(weights.length)
  const steepest = pow(10, 6 / active)
  // The time of the last pick spreads by 1 / √active of itself: the steps must stay below that.
  const width = Math.min(0.25, 0.8 / Math.sqrt(active))
  for (let node = 0; node * width <= 6.6; node++) {
    const y = -3 + node * width
    const t = τ * exp(y - exp(-y))
    const step = width * t * (1 + exp(-y)) // dt
    multiplyUp(all, weights, t)
    for (let e = 0; e < weights.length; e++) {
      const miss = exp(-weights[e] * t)
      const isFlat = 1 - miss < steepest * miss
      const fewer = isFlat ? fewerUpwards(all, 1 - miss, active) : fewerDownwards(all, 1 - miss, active)
      result[e] += step * weights[e] * miss * Math.min(1, Math.max(0, fewer))
    }
  }
  const total = result.reduce((sum, π) => sum + π, 0)
  return result.map((π) => Math.min(1, (π * active) / total))
}

/** The t at which Σ 1 − exp(−p t) = active. */
function timeToExpect(weights: Float64Array, active: number): number {
  const rung = (t: number): number => weights.reduce((sum, weight) => sum + 1 - exp(-weight * t), 0)
  let high = active
  while (rung(high) < active) high *= 2
  let low = 0
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (rung(middle) < active) low = middle
    else high = middle
  }
  return high
}

/** Coefficients of Π (1 − q + q z), lowest first, as many as fit. */
function multiplyUp(all: Float64Array, weights: Float64Array, t: number): void {
  all.fill(0)
  all[0] = 1
  for (let e = 0; e < weights.length; e++) {
    const miss = exp(-weights[e] * t)
    for (let count = Math.min(e + 1, all.length - 1); count > 0; count--)
      all[count] = all[count] * miss + all[count - 1] * (1 - miss)
    all[0] *= miss
  }
}

/** Sum of the lowest `active` coefficients after dividing 1 − q + q z away, lowest first. */
function fewerUpwards(all: Float64Array, q: number, active: number): number {
  let sum = 0
  let coefficient = 0
  for (let count = 0; count < active; count++) {
    coefficient = (all[count] - q * coefficient) / (1 - q)
    sum += coefficient
  }
  return sum
}

/** The same, highest first. */
function fewerDownwards(all: Float64Array, q: number, active: number): number {
  let sum = 0
  let coefficient = 0
  for (let count = all.length - 1; count > 0; count--) {
    coefficient = (all[count] - (1 - q) * coefficient) / q
    if (count <= active) sum += coefficient
  }
  return sum
}
