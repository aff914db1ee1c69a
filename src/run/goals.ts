/**
 * The goals of the cost model, measured on what was kept out of its fits: every second row of a device and kind of kernel, every
 * second set-up of the published points, and whole runs that nothing was fitted on but their accelerator's kernels.
 */
import { findFit } from '../catalog/kernel-fits.ts'
import { type ErrorStatistics, errorStatistics, type Pair, shareInside } from '../fidelity/errors.ts'
import { type PredictedRow, predictFile } from '../fidelity/predict-file.ts'
import type { PublishedPoint } from '../fidelity/published-points.ts'
import { simulatePoint } from './simulate-point.ts'

export interface GoalRow {
  readonly level: string
  readonly statistic: 'median' | 'p90' | 'bias' | 'mean' | 'p50' | 'p99' | 'inside band'
  /** Fractions: at most so much, in absolute value; of the band, at least. */
  readonly goal: number
  readonly reached: number
  readonly rows: number
  readonly isReached: boolean
}

interface KernelGoal {
  readonly level: string
  readonly family: string
  readonly median: number
  readonly p90?: number
  /** Which rows count, by their groups. */
  readonly counts: (groups: PredictedRow['groups']) => boolean
}

const all = (): boolean => true
export const KERNEL_GOALS: readonly KernelGoal[] = [
  { level: 'GEMM, n, k ≥ 1,024', family: 'gemm', median: 0.05, counts: ({ size }) => size === 'n, k ≥ 1,024' },
  { level: 'layer without attention', family: 'layer', median: 0.05, p90: 0.12, counts: all },
  {
    level: 'prefill attention over 50 µs',
    family: 'prefill-attention',
    median: 0.08,
    counts: ({ length }) => length === 'over 50 µs',
  },
  {
    level: 'decode attention over 50 µs',
    family: 'decode-attention',
    median: 0.12,
    counts: ({ length }) => length === 'over 50 µs',
  },
  { level: 'collectives in a node', family: 'collective', median: 0.08, counts: all },
  { level: 'MoE block', family: 'moe-block', median: 0.18, counts: all },
]

export const goalRow = (
  level: string,
  statistic: GoalRow['statistic'],
  goal: number,
  reached: number,
  rows: number,
): GoalRow => ({
  ...{ level, statistic, goal, reached, rows },
  isReached: statistic === 'inside band' ? reached >= goal : Math.abs(reached) <= goal,
})

/** Goals that a file of measured kernels can answer; none of a file of another kind. */
export function kernelGoals(name: string, text: string): readonly GoalRow[] {
  const predicted = predictFile(name, text)
  if (!predicted.ok) return []
  const { family, rows } = predicted.value
  const apart = heldOut(rows.filter((row) => row !== null))
  const goals = KERNEL_GOALS.filter((goal) => goal.family === family.id)
  if (goals.length === 0) return []
  const band = goalRow(`${family.title}, all`, 'inside band', BAND_GOAL, insideOwnBand(family.id, apart), apart.length)
  const ofLevels = goals.flatMap(({ level, median, p90, counts }) => {
    const kept = apart.filter(({ groups }) => counts(groups))
    if (kept.length === 0) return []
    const errors = errorStatistics(kept)
    return [
      goalRow(level, 'median', median, errors.median, kept.length),
      ...(p90 === undefined ? [] : [goalRow(level, 'p90', p90, errors.p90, kept.length)]),
    ]
  })
  return [...ofLevels, band]
}

/** Of the rows kept apart so many lie inside their p10–p90. */
const BAND_GOAL = 0.8

/** Every second row of a device and kind, as the fits have it. */
function heldOut(rows: readonly PredictedRow[]): readonly PredictedRow[] {
  const seen = new Map<string, number>()
  return rows.filter(({ groups }) => {
    const key = `${groups.device}|${groups.kind}`
    const place = seen.get(key) ?? 0
    seen.set(key, place + 1)
    return place % 2 === 1
  })
}

function insideOwnBand(family: string, rows: readonly PredictedRow[]): number {
  let inside = 0
  for (const row of rows) {
    const found = findFit(row.groups.device, family, row.groups.kind)
    if (found) inside += shareInside([row], found.record.band)
  }
  return inside / rows.length
}

/** Streams above which TPOT measures queueing (as in the fit of whole steps). */
const MOST_STREAMS = 128

/** TPOT of the published set-ups that were kept apart; yields after every simulation. */
export function* publishedGoals(points: readonly PublishedPoint[]): Generator<number, readonly GoalRow[]> {
  const usable = points.filter(
    ({ metric, run }) => metric === 'tpot' && run.concurrency !== 'most' && run.concurrency <= MOST_STREAMS,
  )
  const keys = [...new Set(usable.map(({ run }) => JSON.stringify(run)))]
  const kept = usable.filter(({ run }) => keys.indexOf(JSON.stringify(run)) % 2 === 1)
  const pairs: Pair[] = []
  for (const point of kept) {
    const simulated = simulatePoint(point)
    if (simulated.ok) pairs.push({ measured: point.measured, predicted: simulated.value.tpot })
    yield pairs.length
  }
  if (pairs.length === 0) return []
  const { median, bias }: ErrorStatistics = errorStatistics(pairs)
  const band = findFit('h100-sxm', 'step', 'any')?.record.band ?? [1, 1]
  return [
    goalRow('published TPOT', 'median', 0.1, median, pairs.length),
    goalRow('published TPOT', 'bias', 0.03, bias, pairs.length),
    goalRow('published TPOT', 'inside band', BAND_GOAL, shareInside(pairs, band), pairs.length),
  ]
}
