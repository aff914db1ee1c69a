/** Rows of a sweep as JSON, as CSV with every metric, and as a table of the few that fit a screen. */
import { writeValue } from '../experiment/value-text.ts'
import type { MetricWords } from '../kernel/metric.ts'
import type { MeasuredPoint } from '../run/measure-point.ts'
import { valuesById } from './figures.ts'
import { fourDigits, textTable } from './text-table.ts'

export function jsonRows(rows: readonly MeasuredPoint[]): readonly unknown[] {
  return rows.map(({ point: { arm, seed }, at, summary, problem }) => ({
    arm,
    at,
    seed,
    ...(summary === null
      ? {}
      : { digest: summary.digest, ending: summary.ending, metrics: valuesById(summary.metrics) }),
    ...(problem === null ? {} : { problem: { code: problem.code, message: problem.message, remedy: problem.remedy } }),
  }))
}

/** Header and rows, base units; empty where a point has no such metric. */
export function numberRows(rows: readonly MeasuredPoint[]): readonly (readonly (string | number)[])[] {
  const axes = axesOf(rows)
  const metrics = metricIds(rows)
  return [
    ['arm', ...axes, 'seed', 'digest', 'ending', ...metrics, 'problem'],
    ...rows.map(({ point: { arm, seed }, at, summary, problem }) => {
      const values = valuesById(summary?.metrics ?? {})
      return [
        arm,
        ...axes.map((key) => writeValue(at[key])),
        seed,
        summary?.digest ?? '',
        summary?.ending ?? '',
        ...metrics.map((id) => values[id] ?? ''),
        problem?.message ?? '',
      ]
    }),
  ]
}

/** A screen is so wide. */
const MOST_SHOWN = 8

/**
 * Under the names that figures have everywhere; --json and --csv have all, by id. `wanted`: ids of those to show, all of them known; where
 * none is named, what a person compares first, or else the first ones.
 */
export function textRows(
  rows: readonly MeasuredPoint[],
  words: readonly MetricWords[],
  wanted: readonly string[] = [],
): string {
  const axes = axesOf(rows)
  const ids = metricIds(rows)
  const there = words.filter(({ id }) => ids.includes(id))
  const first = there.filter(({ place }) => place === 'first')
  const metrics =
    wanted.length > 0
      ? wanted.flatMap((id) => there.filter((one) => one.id === id))
      : first.length > 0
        ? first
        : there.slice(0, MOST_SHOWN)
  return textTable([
    ['arm', ...axes, 'seed', ...metrics.map(headOf), 'end'],
    ...rows.map(({ point: { arm, seed }, at, summary, problem }) => {
      const values = valuesById(summary?.metrics ?? {})
      const cells = metrics.map(({ id, unit }) => {
        const value = values[id] ?? null
        return fourDigits(value === null ? null : unit === 's' ? value * 1000 : value)
      })
      return [
        arm,
        ...axes.map((key) => writeValue(at[key])),
        String(seed),
        ...cells,
        summary?.ending ?? problem?.code ?? '',
      ]
    }),
  ])
}

function headOf({ label, unit }: MetricWords): string {
  const shown = unit === 's' ? 'ms' : unit === 'fraction' ? '' : unit
  return shown === '' ? label : `${label}, ${shown}`
}

const axesOf = (rows: readonly MeasuredPoint[]): readonly string[] => [
  ...new Set(rows.flatMap(({ at }) => Object.keys(at))),
]

export const metricIds = (rows: readonly MeasuredPoint[]): readonly string[] => [
  ...new Set(rows.flatMap(({ summary }) => Object.keys(summary?.metrics ?? {}))),
]
