/**
 * Points of a sweep put together by arm and place on the axes: the runs of one group differ in their seed only. Figures
 * show a group as its median, with the range that 80 % of its runs lie in.
 */
import { quantile } from 'd3'
import type { Point } from '../../experiment/points.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { PointResult } from '../../store/sweep.ts'

export interface SweepGroup {
  /** Names the group in figures. */
  readonly key: string
  readonly arm: string
  /** Place of the value on each axis, by its key. */
  readonly places: Readonly<Record<string, number>>
  /** The first point: what opens. */
  readonly point: Point
  readonly results: readonly PointResult[]
  /** Why no run of the group could be made. */
  readonly obstacle: Problem | null
}

interface Axis {
  readonly key: string
  readonly values: readonly unknown[]
}

export function sweepGroups(
  points: readonly Point[],
  results: readonly (PointResult | null)[],
  axes: readonly Axis[],
): readonly SweepGroup[] {
  const groups = new Map<string, { readonly point: Point; readonly results: PointResult[] }>()
  for (const [place, point] of points.entries()) {
    const key = `${point.arm} ${point.point}`
    let group = groups.get(key)
    if (!group) {
      group = { point, results: [] }
      groups.set(key, group)
    }
    const result = results[place]
    if (result) group.results.push(result)
  }
  return [...groups].map(([key, { point, results: found }]) => {
    const stuck = found.length > 0 && found.every(({ problem }) => problem !== null)
    const places = axes.map((axis): [string, number] => [axis.key, axis.values.indexOf(point.at[axis.key])])
    return {
      key,
      arm: point.arm,
      places: Object.fromEntries(places),
      point,
      results: found,
      obstacle: stuck ? found[0].problem : null,
    }
  })
}

export interface Spread {
  /** Runs that have the metric. */
  readonly n: number
  readonly median: number
  /** 10th and 90th percentile; the median where there is one run. */
  readonly low: number
  readonly high: number
}

/** The metric over the runs of a group; null where none has it. */
export function spreadOfMetric({ results }: Pick<SweepGroup, 'results'>, metric: string): Spread | null {
  const values = results.flatMap(({ values: found }) => {
    const value = found[metric]
    return typeof value === 'number' ? [value] : []
  })
  const median = quantile(values, 0.5)
  if (median === undefined) return null
  return { n: values.length, median, low: quantile(values, 0.1) ?? median, high: quantile(values, 0.9) ?? median }
}
