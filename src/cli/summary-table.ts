/** The summary of a run for people: a metric a line, an arm a column. */
import type { Summary, Validity } from '../kernel/engine.ts'
import type { MetricValues, MetricWords } from '../kernel/metric.ts'
import type { ArmBands } from '../run/measure-band.ts'
import { fourDigits, textTable } from './text-table.ts'

export function summaryTable(
  summaries: Readonly<Record<string, Summary>>,
  words: readonly MetricWords[],
  bands: ArmBands = {},
): string {
  const arms = Object.entries(summaries)
  const heading = arms.length > 1 ? [['', ...arms.map(([key]) => key.toUpperCase()), '']] : []
  const ends = arms.map(([, { ending, report }]) => endOf(ending, report))
  const table = textTable([
    ...heading,
    ['digest', ...arms.map(([, { digest }]) => digest), ''],
    ['end', ...ends, ''],
    ['validity', ...arms.map(([, { validity }]) => validity?.level ?? 'computed'), ''],
    ...(arms.some(([, { report }]) => report.requests !== undefined)
      ? [['requests', ...arms.map(([, { report }]) => requestsOf(report)), '']]
      : []),
    ...metricRows(
      words,
      arms.map(([, { metrics }]) => metrics),
      arms.map(([key]) => bands[key] ?? {}),
    ),
  ])
  const lines = arms.flatMap(([key, { outage, metrics, validity }]) => [
    ...(validity && saysMore(validity) ? [aboutArm(key, validityWords(validity), arms.length)] : []),
    ...(outage ? [aboutArm(key, outage.message, arms.length)] : []),
    ...words.flatMap(({ id, label }) => {
      const why = metrics[id]?.why
      return why ? [aboutArm(key, `${label}: ${why}`, arms.length)] : []
    }),
  ])
  return [table, ...lines].join('')
}

/** Of a run inside the calibration the table says it all, unless there is a remark beside the reason for that. */
const saysMore = ({ level, reasons }: Validity): boolean => level !== 'inside' || reasons.length > 1

const validityWords = ({ level, reasons }: Validity): string => [`${level}:`, ...reasons].join('\n  ')

/** Of several arms the line says which one it is about. */
const aboutArm = (arm: string, words: string, arms: number): string =>
  `\n${arms > 1 ? `${arm.toUpperCase()}: ` : ''}${words}\n`

/** An engine need not say how long its run lasted. */
const endOf = (ending: string, { duration }: Summary['report']): string =>
  typeof duration === 'number' ? `${ending} at ${fourDigits(duration)} s` : ending

function requestsOf({ requests }: Summary['report']): string {
  const counts = Object.entries(requests as Readonly<Record<string, number>>)
  return counts
    .filter(([name, count]) => count > 0 || name === 'finished')
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

/** Arms may have different metrics: only one of them drafts. A band stands behind its figure. */
function metricRows(
  words: readonly MetricWords[],
  arms: readonly MetricValues[],
  bands: readonly ArmBands[string][],
): readonly (readonly string[])[] {
  const here = words.filter(({ id }) => arms.some((metrics) => metrics[id] !== undefined))
  return here.map(({ id, label, unit }) => {
    const values = arms.map((metrics) => metrics[id]?.value ?? null)
    const scale = unit === 's' ? 1000 : 1
    const cells = values.map((value, arm) => {
      const figure = fourDigits(value === null ? null : value * scale)
      const band = bands[arm]?.[id]
      return band ? `${figure} (${fourDigits(band.low * scale)}–${fourDigits(band.high * scale)})` : figure
    })
    return [label, ...cells, unit === 's' ? 'ms' : unit === 'fraction' ? '' : unit]
  })
}
