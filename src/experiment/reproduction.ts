/**
 * What a reproduction comes to, by rule. Every seed is a pair of runs that share their luck; its gain is the ratio of the claim's metric,
 * turned so that above 1 is what the paper says.
 *
 *   runs                  the 95 % interval of the mean gain holds 1: the seeds do not resolve a direction
 *   direction confirmed   the interval lies above 1
 *   size comparable       … and the mean gain is within `factor` of the claimed one
 *   contradicted          the interval lies below 1
 *
 * Gains are averaged as logarithms (a half and a double cancel), with Student's t of n − 1.
 */
import { exp, log } from '../kernel/math.ts'

export interface Claimed {
  /** Id of the metric that the claim is of. */
  readonly metric: string
  /** Which way the mechanism is to move it. */
  readonly better: 'lower' | 'higher'
  /** By how much, as a gain above 1; null where the claim is of a direction. */
  readonly gain: number | null
  /** Sizes within this factor of the claim's count as comparable. */
  readonly factor: number
}

export interface SeedPair {
  readonly seed: number
  readonly baseline: number
  readonly mechanism: number
}

export type ReproductionState = 'planned' | 'runs' | 'direction confirmed' | 'size comparable' | 'contradicted'

export interface Verdict {
  readonly state: ReproductionState
  /** Means over the seeds. */
  readonly baseline: number
  readonly measured: number
  /** Mean gain and its 95 % interval. */
  readonly gain: number
  readonly spread: readonly [number, number]
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1; beyond, the normal's. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Needs two seeds or more, with figures above 0. */
export function verdictOf({ better, gain: claimedGain, factor }: Claimed, pairs: readonly SeedPair[]): Verdict {
  const gains = pairs.map(({ baseline, mechanism }) =>
    log(better === 'lower' ? baseline / mechanism : mechanism / baseline),
  )
  const mean = meanOf(gains)
  const n = gains.length
  const variance = gains.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / Math.max(1, n - 1)
  const half = (n < 2 ? Number.POSITIVE_INFINITY : (T95[n - 2] ?? 1.96)) * Math.sqrt(variance / n)
  const [low, high] = [mean - half, mean + half]
  const isComparable = claimedGain !== null && Math.abs(mean - log(claimedGain)) <= log(factor)
  return {
    state: low > 0 ? (isComparable ? 'size comparable' : 'direction confirmed') : high < 0 ? 'contradicted' : 'runs',
    baseline: meanOf(pairs.map(({ baseline }) => baseline)),
    measured: meanOf(pairs.map(({ mechanism }) => mechanism)),
    gain: exp(mean),
    spread: [exp(low), exp(high)],
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
