/**
 * What a reproduction comes to, by rule. Every seed runs all arms with the same luck; its gain is the ratio of the claim's figure between
 * the first arm, the baseline, and the second, the mechanism, turned so that above 1 is what the paper says.
 *
 *   runs                  the 95 % interval of the mean gain holds 1: the seeds do not resolve a direction
 *   direction confirmed   the interval lies above 1
 *   size comparable       … and the mean gain is within `factor` of the claimed one
 *   contradicted          the interval lies below 1
 *
 * Gains are averaged as logarithms (a half and a double cancel), with Student's t of n − 1. Further arms are other baselines: the
 * mechanism's gain over each is told beside, and decides nothing.
 *
 * A figure is a metric of a run, or the largest load at which a metric still is high enough: the value of the sweep's axis where it
 * crosses `atLeast`, between two points of the sweep on a straight line. Beyond the sweep its ends count.
 */
import { exp, log } from '../kernel/math.ts'
import type { Experiment } from './document.ts'
import { type Point, pointsOf } from './points.ts'

export interface Claimed {
  /** Id of the metric that the claim is of. */
  readonly metric: string
  /** Where the claim is of one figure against others of the same run: these, read from the same arm, the baseline first. */
  readonly against?: readonly [string, ...string[]]
  /** The claim is of the load up to which the metric is at least this. */
  readonly atLeast?: number
  /** Which way the mechanism is to move the figure. */
  readonly better: 'lower' | 'higher'
  /** By how much, as a gain above 1; null where the claim is of a direction. */
  readonly gain: number | null
  /** Sizes within this factor of the claim's count as comparable. */
  readonly factor: number
}

/** Figures of one seed, arm by arm in the order of the document. */
export interface SeedFigures {
  readonly seed: number
  readonly figures: readonly number[]
}

export type ReproductionState = 'planned' | 'runs' | 'direction confirmed' | 'size comparable' | 'contradicted'

/** Mean gain over the seeds and its 95 % interval. */
export interface Gain {
  readonly gain: number
  readonly spread: readonly [number, number]
}

export interface Verdict extends Gain {
  readonly state: ReproductionState
  /** Means over the seeds. */
  readonly baseline: number
  readonly measured: number
  /** Gains over the further arms, in their order. */
  readonly over: readonly Gain[]
}

/** The runs of a reproduction: every arm at every load with every seed. */
export const reproductionPoints = (document: Experiment, seeds: readonly number[]): readonly Point[] =>
  pointsOf(document, seeds).points

/** Figures by seed; `metricOf` gives a metric of a point, null where the run has none. Seeds without a figure above 0 are left out. */
export function figuresOf(
  document: Experiment,
  claimed: Claimed,
  points: readonly Point[],
  metricOf: (point: number, metric: string) => number | null,
): readonly SeedFigures[] {
  const arms = Object.keys(document.arms)
  const [axis] = Object.keys(document.sweep?.axes ?? {}).filter((key) => document.sweep?.axes[key].path !== 'seed')
  const figure = (seed: number, arm: string, metric: string): number | null => {
    const mine = points.flatMap((point, i) => (point.seed === seed && point.arm === arm ? [i] : []))
    const values = mine.map((i) => metricOf(i, metric))
    if (claimed.atLeast === undefined || axis === undefined) return values[0] ?? null
    return crossing(
      mine.map((i) => Number(points[i].at[axis])),
      values.map((value) => value ?? 0),
      claimed.atLeast,
    )
  }
  const { against } = claimed
  return [...new Set(points.map(({ seed }) => seed))].flatMap((seed) => {
    const figures = against
      ? [against[0], claimed.metric, ...against.slice(1)].map((metric) => figure(seed, arms[0], metric))
      : arms.map((arm) => figure(seed, arm, claimed.metric))
    return figures.every((value) => value !== null && value > 0) ? [{ seed, figures: figures as number[] }] : []
  })
}

/** The last load, ascending, up to which the values are at least `least`. */
function crossing(loads: readonly number[], values: readonly number[], least: number): number {
  const first = values.findIndex((value) => value < least)
  if (first < 0) return loads[loads.length - 1]
  if (first === 0) return loads[0]
  const [above, below] = [values[first - 1], values[first]]
  return loads[first - 1] + ((above - least) / (above - below)) * (loads[first] - loads[first - 1])
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1; beyond, the normal's. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Needs two seeds or more, with figures above 0. */
export function verdictOf(claimed: Claimed, seeds: readonly SeedFigures[]): Verdict {
  const overArm = (arm: number): Gain =>
    gainOf(seeds.map(({ figures }) => logGain(claimed.better, figures[arm], figures[1])))
  const { gain, spread } = overArm(0)
  const isComparable = claimed.gain !== null && Math.abs(log(gain) - log(claimed.gain)) <= log(claimed.factor)
  return {
    state:
      spread[0] > 1
        ? isComparable
          ? 'size comparable'
          : 'direction confirmed'
        : spread[1] < 1
          ? 'contradicted'
          : 'runs',
    baseline: meanOf(seeds.map(({ figures }) => figures[0])),
    measured: meanOf(seeds.map(({ figures }) => figures[1])),
    gain,
    spread,
    over: seeds[0].figures.slice(2).map((_, i) => overArm(i + 2)),
  }
}

const logGain = (better: Claimed['better'], baseline: number, mechanism: number): number =>
  log(better === 'lower' ? baseline / mechanism : mechanism / baseline)

function gainOf(logs: readonly number[]): Gain {
  const mean = meanOf(logs)
  const n = logs.length
  const variance = logs.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / Math.max(1, n - 1)
  const half = (n < 2 ? Number.POSITIVE_INFINITY : (T95[n - 2] ?? 1.96)) * Math.sqrt(variance / n)
  return { gain: exp(mean), spread: [exp(mean - half), exp(mean + half)] }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
