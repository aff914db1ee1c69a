/** A sweep as rows: one run a row, for the table on the page, as CSV, and as JSON with the experiment it is of. */

import type { ChartTable } from '../../charts/chart.ts'
import type { MetricWords } from '../../kernel/metric.ts'
import type { SweepState } from '../../store/sweep.ts'
import { say } from '../../ui/words.ts'
import { type SweptAxis, valueName } from './swept-axes.ts'

type Measured = Pick<SweepState, 'points' | 'results'>

/** Values in base units, as everywhere in exports; empty where a run has no such figure or has not been made. */
export function sweepTable(
  { points, results }: Measured,
  axes: readonly SweptAxis[],
  metrics: readonly MetricWords[],
): ChartTable {
  return {
    columns: [
      { label: say('Arm'), unit: '' },
      ...axes.map(({ label, unit }) => ({ label, unit })),
      { label: say('Seed'), unit: '' },
      ...metrics.map(({ label, unit }) => ({ label, unit })),
      { label: say('End'), unit: '' },
    ],
    rows: points.flatMap((point, place) => {
      const result = results[place]
      if (!result) return []
      return [
        [
          point.arm.toUpperCase(),
          ...axes.map((axis) => {
            const value = point.at[axis.key]
            return typeof value === 'number' ? value : valueName(axis, axis.values.indexOf(value))
          }),
          point.seed,
          ...metrics.map(({ id }) => result.values[id] ?? ''),
          result.problem?.message ?? result.ending ?? '',
        ],
      ]
    }),
  }
}

export function sweepJson({ document, points, results, metrics }: SweepState, axes: readonly SweptAxis[]): string {
  const rows = points.flatMap(({ arm, at, seed }, place) => {
    const result = results[place]
    if (!result) return []
    const swept = Object.fromEntries(axes.map(({ key, path }) => [path, at[key]]))
    const { digest, ending, values, problem } = result
    return [{ arm, at: swept, seed, digest, ending, metrics: values, ...(problem && { problem }) }]
  })
  const units = Object.fromEntries(metrics.map(({ id, unit }) => [id, unit]))
  return `${JSON.stringify({ experiment: document, units, points: rows }, null, 1)}\n`
}
