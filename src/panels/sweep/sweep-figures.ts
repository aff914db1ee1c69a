/** Groups of a sweep as marks of figures: curves over one knob, a scatter of two metrics, cells of two knobs; with words. */

import type { Curve } from '../../charts/curves/CurvesFigure.tsx'
import { paretoFront } from '../../charts/curves/front.ts'
import type { ScatterPoint } from '../../charts/curves/ScatterFigure.tsx'
import { roomyExtent, type ValueAxis } from '../../charts/curves/value-axis.ts'
import type { HeatCell } from '../../charts/heatmap/HeatmapFigure.tsx'
import type { MetricWords } from '../../kernel/metric.ts'
import { formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type SweepGroup, spreadOfMetric } from './sweep-groups.ts'
import { type SweptAxis, valueName } from './swept-axes.ts'

/** "A · Rate 4 requests/s · Scheduler FCFS". */
export function groupName(group: SweepGroup, axes: readonly SweptAxis[], arms: readonly string[]): string {
  const at = axes.map((axis) => `${axis.label} ${valueName(axis, group.places[axis.key])}`)
  return [...(arms.length > 1 ? [group.arm.toUpperCase()] : []), ...at].join(' · ')
}

/** "Goodput 3.2 requests/s, median of 5 runs, 80 % of them between 3.0 and 3.4". */
function metricWords(group: SweepGroup, metric: MetricWords): string {
  if (group.obstacle) return say('cannot run: {why}', { why: `${group.obstacle.message} ${group.obstacle.remedy}` })
  if (group.results.length === 0) return say('not measured yet')
  const spread = spreadOfMetric(group, metric.id)
  if (!spread) return say('no {metric} here', { metric: metric.label })
  const value = `${metric.label} ${formatQuantity(spread.median, metric.unit)}`
  if (spread.n === 1) return say('{value}, one run', { value })
  const range = { low: formatQuantity(spread.low, metric.unit), high: formatQuantity(spread.high, metric.unit) }
  return say('{value}, median of {n} runs, 80 % of them between {low} and {high}', { value, n: spread.n, ...range })
}

export function curvesOf(
  groups: readonly SweepGroup[],
  axes: readonly SweptAxis[],
  arms: readonly string[],
  metric: MetricWords,
): readonly Curve[] {
  const [axis] = axes
  return arms.map((arm, place) => ({
    arm: place,
    label: arm.toUpperCase(),
    points: groups
      .filter((group) => group.arm === arm)
      .map((group) => {
        const spread = spreadOfMetric(group, metric.id)
        return {
          key: group.key,
          x: axisValue(axis, group.places[axis.key]),
          y: spread?.median ?? null,
          low: spread?.low ?? null,
          high: spread?.high ?? null,
          words: `${groupName(group, axes, arms)}: ${metricWords(group, metric)}`,
          obstacle: group.obstacle?.message ?? null,
        }
      })
      .toSorted((a, b) => a.x - b.x),
  }))
}

const axisValue = ({ names, values }: SweptAxis, place: number): number =>
  names === null ? Number(values[place]) : place

export function knobAxis(axis: SweptAxis): ValueAxis {
  const { label, unit, names, values, scale } = axis
  const numbers = values.map(Number)
  if (names !== null) return { label, unit, scale: 'named', extent: [0, names.length - 1], names }
  return { label, unit, scale, extent: [Math.min(...numbers), Math.max(...numbers)] }
}

/** The values of a knob as names, for the cells of a heat map. */
export const placesAxis = (axis: SweptAxis): ValueAxis => ({
  label: axis.unit === '' || axis.names !== null ? axis.label : `${axis.label} (${axis.unit})`,
  unit: '',
  scale: 'named',
  extent: [0, axis.values.length - 1],
  names: axis.names ?? axis.values.map(String),
})

export const metricAxis = ({ label, unit }: MetricWords, values: readonly number[]): ValueAxis => ({
  label,
  unit,
  scale: 'linear',
  extent: roomyExtent(values),
})

export interface Scatter {
  readonly points: readonly ScatterPoint[]
  readonly front: readonly number[]
}

export function scatterOf(
  groups: readonly SweepGroup[],
  axes: readonly SweptAxis[],
  arms: readonly string[],
  { x, y }: { readonly x: MetricWords; readonly y: MetricWords },
): Scatter {
  const points = groups.flatMap((group): ScatterPoint[] => {
    const atX = spreadOfMetric(group, x.id)
    const atY = spreadOfMetric(group, y.id)
    if (!atX || !atY) return []
    const words = `${groupName(group, axes, arms)}: ${metricWords(group, x)}; ${metricWords(group, y)}`
    return [{ key: group.key, arm: arms.indexOf(group.arm), x: atX.median, y: atY.median, words }]
  })
  const isJudged = x.better !== 'none' && y.better !== 'none'
  return { points, front: isJudged ? paretoFront(points, x.better as 'lower', y.better as 'lower') : [] }
}

export function cellsOf(
  groups: readonly SweepGroup[],
  axes: readonly SweptAxis[],
  arm: string,
  metric: MetricWords,
): readonly HeatCell[] {
  const [across, up] = axes
  return groups
    .filter((group) => group.arm === arm)
    .map((group) => ({
      key: group.key,
      column: group.places[across.key],
      row: group.places[up.key],
      value: spreadOfMetric(group, metric.id)?.median ?? null,
      words: `${groupName(group, axes, [arm])}: ${metricWords(group, metric)}`,
      obstacle: group.obstacle?.message ?? null,
    }))
}

/** The best and worst place in words: what a reader of the figure would say first. */
export function figureSummary(
  groups: readonly SweepGroup[],
  axes: readonly SweptAxis[],
  arms: readonly string[],
  metric: MetricWords,
): string {
  const known = groups.flatMap((group) => {
    const spread = spreadOfMetric(group, metric.id)
    return spread ? [{ group, value: spread.median }] : []
  })
  const stuck = groups.filter(({ obstacle }) => obstacle !== null).length
  const none = stuck > 0 ? ` ${say('{n} places cannot run.', { n: stuck })}` : ''
  if (known.length === 0) return say('Nothing measured yet.') + none
  const sorted = known.toSorted((a, b) => a.value - b.value)
  const at = ({ group, value }: (typeof known)[number]) =>
    `${formatQuantity(value, metric.unit)} (${groupName(group, axes, arms)})`
  return (
    say('{metric} goes from {low} to {high}.', {
      metric: metric.label,
      low: at(sorted[0]),
      high: at(sorted[sorted.length - 1]),
    }) + none
  )
}
