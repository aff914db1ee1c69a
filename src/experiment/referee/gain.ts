/**
 * How much better a mechanism does than what it is held against, and how surely: a ratio above 1 is better, whichever way the figure is
 * to move, with the interval that holds the true one in 95 of 100 experiments.
 *
 * Ratios are averaged as logarithms, so that a half and a double cancel.
 */
import { createDraws } from '../../kernel/draws.ts'
import { exp, log } from '../../kernel/math.ts'
import type { ByUnit } from '../../kernel/metric.ts'
import { InvariantError } from '../../kernel/problem.ts'

export interface Gain {
  readonly gain: number
  readonly spread: readonly [low: number, high: number]
}

export type Better = 'lower' | 'higher'

export const logGain = (better: Better, baseline: number, mechanism: number): number =>
  log(better === 'lower' ? baseline / mechanism : mechanism / baseline)

/**
 * Of one logarithm of a gain a seed: Student's t of n − 1. Seeds are independent runs; the arms of one seed share their luck, so that
 * what they have in common is gone before the interval is drawn.
 */
export function gainOfSeeds(logs: readonly number[]): Gain {
  const mean = meanOf(logs)
  if (logs.length < 2) return { gain: exp(mean), spread: [0, Number.POSITIVE_INFINITY] }
  const half = (T95[logs.length - 2] ?? BEYOND) * errorOf(logs, mean)
  return { gain: exp(mean), spread: [exp(mean - half), exp(mean + half)] }
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]
/** Beyond 30 degrees of freedom: at most 2 % too narrow at 31, and ever less. */
const BEYOND = 2

/** Resamples: the 2.5 % ends lie on 50 of them. */
const RESAMPLES = 2000
/** Fewer pairs repeat themselves too often in a resample for its spread to mean anything. */
export const FEWEST_PAIRS = 8

/**
 * Of pairs that do not depend on each other (prompts, each written by both arms): the ratio of both figures, and the interval of its
 * logarithm by resampling pairs, studentised (bootstrap-t), which keeps its 95 % where ten pairs are all there is and figures are
 * skewed. A figure is a ratio of sums itself: seconds over tokens. Draws are keyed by resample and place: the same pairs give the same
 * interval everywhere. Requests of one cluster are no such pairs, since they wait for each other: there the seed is what is independent.
 *
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 12.
 */
export function gainOfPairs(better: Better, baseline: ByUnit, mechanism: ByUnit): Gain {
  const n = baseline.over.length
  if (n < FEWEST_PAIRS) throw new InvariantError(`${n} pairs are too few to draw from: at least ${FEWEST_PAIRS}`)
  if (mechanism.over.length !== n)
    throw new InvariantError(`${n} figures have ${mechanism.over.length} to be paired with`)
  const draws = createDraws(n).stream('bootstrap')
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  const all = ratioOf(better, baseline, mechanism, rows)
  const deviations = new Float64Array(RESAMPLES)
  for (let b = 0; b < RESAMPLES; b++) {
    for (let i = 0; i < n; i++) rows[i] = Math.floor(draws.at(b, i) * n)
    const one = ratioOf(better, baseline, mechanism, rows)
    // Every pair the same one: a resample without an error of its own says nothing.
    deviations[b] = one.error > 0 ? (one.log - all.log) / one.error : 0
  }
  deviations.sort()
  const tail = Math.floor(RESAMPLES * 0.025)
  return {
    gain: exp(all.log),
    spread: [exp(all.log - deviations[RESAMPLES - 1 - tail] * all.error), exp(all.log - deviations[tail] * all.error)],
  }
}

/** Logarithm of the gain over these rows, and its standard error by the delta method. */
function ratioOf(better: Better, baseline: ByUnit, mechanism: ByUnit, rows: Int32Array) {
  const n = rows.length
  const sums = [mechanism.over, baseline.under, mechanism.under, baseline.over].map((values) => sumOver(values, rows))
  const [mechanismOver, baselineUnder, mechanismUnder, baselineOver] = sums
  let squares = 0
  for (const row of rows) {
    const off =
      mechanism.over[row] / mechanismOver -
      mechanism.under[row] / mechanismUnder -
      (baseline.over[row] / baselineOver - baseline.under[row] / baselineUnder)
    squares += n * off * (n * off)
  }
  const gain = logGain(better, baselineOver / baselineUnder, mechanismOver / mechanismUnder)
  return { log: gain, error: Math.sqrt(squares / (n * (n - 1))) }
}

function sumOver(values: readonly number[], rows: Int32Array): number {
  let sum = 0
  for (const row of rows) sum += values[row]
  return sum
}

const errorOf = (values: readonly number[], mean: number): number => {
  const squares = values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
