/** Rows of a sweep as JSON, as CSV with every metric, and as a table of the few that fit a screen. */
import { writeValue } from '../experiment/value-text.ts'
import type { MeasuredPoint } from '../run/measure-point.ts'
import { fourDigits, textTable } from './text-table.ts'

export function jsonRows(rows: readonly MeasuredPoint[]): readonly unknown[] {
  return rows.map(({ point: { arm, seed }, at, summary, problem }) => ({
    arm,
    at,
    seed,
    ...(summary === null ? {} : { digest: summary.digest, ending: summary.ending, metrics: valuesOf(summary.metrics) }),
    ...(problem === null ? {} : { problem: { code: problem.code, message: problem.message, remedy: problem.remedy } }),
  }))
}

const valuesOf = (metrics: readonly { readonly id: string; readonly value: number | null }[]) =>
  Object.fromEntries(metrics.map(({ id, value }) => [id, value]))

/** Header and rows, base units; empty where a point has no such metric. */
export function numberRows(rows: readonly MeasuredPoint[]): readonly (readonly (string | number)[])[] {
  const axes = axesOf(rows)
  const metrics = metricIds(rows)
  return [
    ['arm', ...axes, 'seed', 'digest', 'ending', ...metrics, 'problem'],
    ...rows.map(({ point: { arm, seed }, at, summary, problem }) => {
      const values = valuesOf(summary?.metrics ?? [])
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

/** What a person compares first; --json and --csv have all. */
const SHOWN = ['ttft.p50', 'ttft.p99', 'tpot.p50', 'e2e.p50', 'throughput', 'goodput', 'kv.peak', 'kv.preemptions']

/** `wanted`: ids of the metrics to show, all of them known; where none is named, those that are compared first, or else the first ones. */
export function textRows(rows: readonly MeasuredPoint[], wanted: readonly string[] = []): string {
  const axes = axesOf(rows)
  const all = metricIds(rows)
  const first = all.some((id) => SHOWN.includes(id)) ? all.filter((id) => SHOWN.includes(id)) : all.slice(0, MOST_SHOWN)
  const metrics = wanted.length > 0 ? wanted : first
  const units = new Map(rows.flatMap(({ summary }) => summary?.metrics ?? []).map(({ id, unit }) => [id, unit]))
  const isTime = (id: string): boolean => units.get(id) === 's'
  return textTable([
    ['arm', ...axes, 'seed', ...metrics.map((id) => headOf(rows, id)), 'end'],
    ...rows.map(({ point: { arm, seed }, at, summary, problem }) => {
      const values = valuesOf(summary?.metrics ?? [])
      const cells = metrics.map((id) => {
        const value = values[id] ?? null
        return fourDigits(value === null ? null : isTime(id) ? value * 1000 : value)
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

/** The name that the figure has everywhere; ids are for --csv and --json. */
function headOf(rows: readonly MeasuredPoint[], id: string): string {
  const metric = rows.flatMap(({ summary }) => summary?.metrics ?? []).find((one) => one.id === id)
  if (!metric) return id
  const unit = metric.unit === 's' ? 'ms' : metric.unit === 'fraction' ? '' : metric.unit
  return unit === '' ? metric.label : `${metric.label}, ${unit}`
}

const axesOf = (rows: readonly MeasuredPoint[]): readonly string[] => [
  ...new Set(rows.flatMap(({ at }) => Object.keys(at))),
]

export const metricIds = (rows: readonly MeasuredPoint[]): readonly string[] => [
  ...new Set(rows.flatMap(({ summary }) => summary?.metrics.map(({ id }) => id) ?? [])),
]
