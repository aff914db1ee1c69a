/**
 * From a uniform draw to a distribution. Each function is the inverse of a cumulative distribution, so that one uniform
 * number u in (0, 1) gives one value, a larger u never gives a smaller value, and arms that share u share their luck.
 * Only `gamma` rejects; its tries are sub-draws of the same key.
 */
import type { Stream } from './draws.ts'
import { exp, log, log1p, pow } from './math.ts'

/** Time between arrivals of a Poisson process with this mean gap. */
export const exponential = (u: number, mean: number): number => -mean * log1p(-u)

/**
 * Standard normal quantile. Three rational approximations of degree 7, in the middle of u − ½, in the tails of
 * √(−log u). Source of the coefficients: Wichura, algorithm AS 241 (Applied Statistics 37, 1988), routine PPND16.
 * Error measured against mpmath: at most 8e-16 relative for 1e-300 < u < 1 − 1e-4. 40 ns a call.
 */
export function normal(u: number): number {
  const q = u - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * seventh(r, CENTRE_OVER)) / seventh(r, CENTRE_UNDER)
  }
  const r = Math.sqrt(-log(q < 0 ? u : 1 - u))
  const size =
    r <= 5
      ? seventh(r - 1.6, TAIL_OVER) / seventh(r - 1.6, TAIL_UNDER)
      : seventh(r - 5, FAR_OVER) / seventh(r - 5, FAR_UNDER)
  return q < 0 ? -size : size
}

/**
 * Standard normal probability below x, within 1.5e-7. Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 7.1.26, by
 * Hastings, with x / √2.
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * size)
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const above = 0.5 * tail * exp(-size * size)
  return x >= 0 ? 1 - above : above
}

/** Log-normal by its mean and coefficient of variation: σ² = log(1 + cv²), μ = log(mean) − σ²/2. */
export function logNormal(u: number, mean: number, cv: number): number {
  const variance = log1p(cv * cv)
  return mean * exp(Math.sqrt(variance) * normal(u) - variance / 2)
}

/**
 * Gamma with this shape and scale 1 (mean = shape, cv = 1/√shape), the value of key `a`. Two draws a try, 1.05 tries on
 * average. Source: Marsaglia & Tsang, A simple method for generating gamma variables (ACM TOMS 26, 2000); below shape 1
 * their step Γ(shape) = Γ(shape + 1) × u^(1/shape).
 */
export function gamma(stream: Stream, a: number, shape: number): number {
  const raised = shape < 1 ? shape + 1 : shape
  const d = raised - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  // Sub-draw 0 is the small-shape factor, 1 and 2 the first try, 3 and 4 the second …
  const factor = shape < 1 ? pow(stream.at(a, 0), 1 / shape) : 1
  for (let attempt = 1; ; attempt += 2) {
    const x = normal(stream.at(a, attempt))
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    if (log(stream.at(a, attempt + 1)) < 0.5 * x * x + d - d * v + d * log(v)) return d * v * factor
  }
}

/** Quantile function of a Pareto law of this shape cut to [low, high]: P(X > x) ∝ x^−shape − high^−shape. */
export function boundedPareto(law: {
  readonly shape: number
  readonly low: number
  readonly high: number
}): (u: number) => number {
  const { shape, low, high } = law
  const cut = 1 - pow(low / high, shape)
  return (u) => low * pow(1 - u * cut, -1 / shape)
}

/** Failures before the first success: 0, 1, 2 … with mean (1 − p) / p. */
export const geometric = (u: number, p: number): number => (p >= 1 ? 0 : Math.floor(log1p(-u) / log1p(-p)))

// Up to this mean a count is found by adding its probabilities up from 0: exact, at most some hundred additions.
const EXACT_MEAN = 200

/**
 * Poisson count. Exact by inversion up to mean 200; above by `skewedNormal`, whose largest error of the cumulative
 * probability is 6e-5 at mean 201 and falls as 1/mean (3e-5 at 400, 1.2e-5 at 1,000).
 */
export function poisson(u: number, mean: number): number {
  if (mean > EXACT_MEAN)
    return Math.max(0, skewedNormal(u, { mean, deviation: Math.sqrt(mean), skew: 1 / Math.sqrt(mean) }))
  let probability = exp(-mean)
  let cumulative = probability
  let count = 0
  // Past 2,000 the cumulative sum has stopped at 1 − rounding: u within 1e-15 of 1.
  while (u > cumulative && count < 2000) {
    count++
    probability *= mean / count
    cumulative += probability
  }
  return count
}

/**
 * Successes among n with probability p each. Exact by inversion while n × min(p, 1 − p) ≤ 200; above by `skewedNormal`,
 * with largest error 7e-5 of the cumulative probability (n = 402, p = ½).
 */
export function binomial(u: number, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(1 - u, n, 1 - p)
  const q = 1 - p
  if (n * p > EXACT_MEAN) {
    const deviation = Math.sqrt(n * p * q)
    return Math.min(n, Math.max(0, skewedNormal(u, { mean: n * p, deviation, skew: (q - p) / deviation })))
  }
  let probability = exp(n * log1p(-p))
  let cumulative = probability
  let count = 0
  while (u > cumulative && count < n) {
    count++
    probability *= ((n - count + 1) / count) * (p / q)
    cumulative += probability
  }
  return count
}

/** Whole number next to the normal quantile with its first correction for skewness (Cornish & Fisher 1938). */
function skewedNormal(u: number, law: { mean: number; deviation: number; skew: number }): number {
  const z = normal(u)
  return Math.floor(law.mean + law.deviation * (z + (law.skew * (z * z - 1)) / 6) + 0.5)
}

/** Shares of ranks 1 … n under Zipf's law, rank^−exponent; sum 1. Exponent 0 is uniform. */
export function zipfWeights(n: number, exponent: number): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    weights[i] = pow(i + 1, -exponent)
    total += weights[i]
  }
  for (let i = 0; i < n; i++) weights[i] /= total
  return weights
}

/** Draws an index in proportion to weights in constant time. */
export interface AliasTable {
  readonly length: number
  /** Index of this u: its column is ⌊u × length⌋, the fraction decides between the column and its alias. */
  at(u: number): number
}

/**
 * Alias table of non-negative weights with a positive sum. Source: Vose, A linear algorithm for generating random
 * numbers with a given distribution (IEEE TSE 17, 1991). With 32-bit draws a probability is off by at most 2^−32 × length.
 */
export function aliasTable(weights: ArrayLike<number>): AliasTable {
  const n = weights.length
  let total = 0
  for (let i = 0; i < n; i++) total += weights[i]
  const share = new Float64Array(n)
  const alias = new Int32Array(n)
  // Columns below and above the mean: the small ones grow from the left, the large ones from the right of one array.
  const waiting = new Int32Array(n)
  let small = 0
  let large = n
  for (let i = 0; i < n; i++) {
    share[i] = (weights[i] * n) / total
    alias[i] = i
    if (share[i] < 1) waiting[small++] = i
    else waiting[--large] = i
  }
  while (small > 0 && large < n) {
    const low = waiting[--small]
    const high = waiting[large]
    alias[low] = high
    share[high] = share[high] + share[low] - 1
    if (share[high] < 1) {
      large++
      waiting[small++] = high
    }
  }
  // What is left differs from 1 by rounding only.
  while (small > 0) share[waiting[--small]] = 1
  for (; large < n; large++) share[waiting[large]] = 1
  return {
    length: n,
    at(u) {
      const x = u * n
      const column = Math.floor(x)
      return x - column < share[column] ? column : alias[column]
    },
  }
}

/** Polynomial of degree 7, highest coefficient last. */
const seventh = (x: number, c: readonly number[]): number =>
  c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * (c[5] + x * (c[6] + x * c[7]))))))

const CENTRE_OVER = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_UNDER = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const TAIL_OVER = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const TAIL_UNDER = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const FAR_OVER = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const FAR_UNDER = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]
