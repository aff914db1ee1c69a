/**
 * The summary as rows: one metric a row, one column an arm, differences against the first arm.
 * Tail percentiles of few observations are not shown: p99 of 43 values is the largest of them under another name.
 */
import type { Band } from '../../experiment/band.ts'
import type { Metric, Summary } from '../../kernel/engine.ts'
import { unreachable } from '../../kernel/problem.ts'
import { formatDifference, formatQuantity, type MemoryUnit, unknownFigure } from '../../ui/format.ts'
import type { ArmKey } from '../../worker/api.ts'

/** Fewest observations for a p99: one in a hundred has to have been seen once. */
export const FEWEST_FOR_P99 = 100

export interface SummaryCell {
  readonly text: string
  /** p10–p90 of other draws, where they were run. */
  readonly band?: string
  /** Said in a tooltip and to screen readers, e.g. why there is no figure. */
  readonly note: string | null
  /** Against the baseline; null in the baseline's own column. */
  readonly difference: { readonly text: string; readonly verdict: 'better' | 'worse' | 'neutral' } | null
}

export interface SummaryRow {
  readonly id: string
  readonly label: string
  readonly help: string
  /** Written once beside the label where the figures do not carry it: `0.31 MJ/M tok` twice fits no column. */
  readonly unit: string
  readonly cells: readonly SummaryCell[]
  /** Told first; means and p90 of what has a p50 and p99 beside it wait behind a button. */
  readonly isMain: boolean
}

export interface SummaryTable {
  readonly arms: readonly ArmKey[]
  readonly rows: readonly SummaryRow[]
}

export function summaryTable(
  summaries: Readonly<Record<ArmKey, Summary>>,
  arms: readonly ArmKey[],
  memory: MemoryUnit,
  bands: Readonly<Record<ArmKey, Readonly<Record<string, Band>>>> = {},
): SummaryTable {
  const known = arms.filter((arm) => summaries[arm])
  const baseline = summaries[known[0]]
  if (!baseline) return { arms: [], rows: [] }
  const rows = baseline.metrics.map((metric) => ({
    id: metric.id,
    label: metric.label,
    help: metric.help,
    isMain:
      !/\.(mean|p90)$/.test(metric.id) ||
      !baseline.metrics.some(({ id }) => id === metric.id.replace(/\.(mean|p90)$/, '.p50')),
    unit: isScaled(metric.unit) ? '' : metric.unit,
    cells: known.map((arm, place) => {
      const mine = summaries[arm].metrics.find((one) => one.id === metric.id)
      const cell = summaryCell(mine, place === 0 ? undefined : metric, memory)
      const band = bands[arm]?.[metric.id]
      return band && cell.text !== unknownFigure && band.high > band.low
        ? { ...cell, band: bandText(band, metric.unit, memory) }
        : cell
    }),
  }))
  // A row that no arm can fill (acceptance without speculation) would only be a line of dashes.
  return { arms: known, rows: rows.filter((row) => row.cells.some((cell) => cell.text !== unknownFigure || cell.note)) }
}

/** Both ends in the unit of the figure; the first without it where it is the same. */
function bandText({ low, high }: Band, unit: string, memory: MemoryUnit): string {
  const [from, to] = [low, high].map((value) => formatQuantity(value, isScaled(unit) ? unit : '', memory))
  const suffix = /\s\S+$/.exec(to)?.[0] ?? ''
  return `${suffix !== '' && from.endsWith(suffix) ? from.slice(0, -suffix.length) : from}–${to}`
}

function summaryCell(metric: Metric | undefined, baseline: Metric | undefined, memory: MemoryUnit): SummaryCell {
  if (!metric || metric.value === null) return { text: unknownFigure, note: null, difference: null }
  if (isTooRare(metric)) {
    return { text: unknownFigure, note: `only ${metric.n} observations, ${FEWEST_FOR_P99} needed`, difference: null }
  }
  const note = metric.n === undefined ? null : `n = ${metric.n}`
  const text = formatQuantity(metric.value, isScaled(metric.unit) ? metric.unit : '', memory)
  if (!baseline || baseline.value === null || isTooRare(baseline)) return { text, note, difference: null }
  return { text, note, difference: differenceOf(metric.value, baseline.value, metric.better) }
}

/** Units that change with the size of the figure (41 ms, 97 %, 64 GB) stay at the figure. */
const isScaled = (unit: string): boolean =>
  ['s', 'seconds', 'B', 'bytes', 'fraction', 'B/s', 'FLOP/s', 'W', 'J'].includes(unit)

const isTooRare = ({ id, n }: Metric): boolean => /p99/i.test(id) && n !== undefined && n < FEWEST_FOR_P99

function differenceOf(value: number, baseline: number, better: Metric['better']): SummaryCell['difference'] {
  const text = formatDifference(value, baseline)
  if (text === 'same' || better === 'none') return { text, verdict: 'neutral' }
  return { text, verdict: value > baseline === (better === 'higher') ? 'better' : 'worse' }
}

/** How the run ended, in words. */
export function endingInWords(ending: Summary['ending']): string {
  switch (ending) {
    case 'drained':
      return 'Every request was served to its end.'
    case 'time-limit':
      return 'Stopped at the time limit.'
    case 'overloaded':
      return 'Overloaded: the queue was still growing at the end, so these figures would grow with a longer run.'
    case 'running':
      return 'Still running: figures so far.'
    default:
      return unreachable(ending)
  }
}
