/**
 * The summary as rows: one metric a row, one column an arm, differences against the first arm.
 * Tail percentiles of few observations are not shown: p99 of 43 values is the largest of them under another name.
 */
import { joined } from '../../charts/reading.ts'
import type { Band } from '../../experiment/band.ts'
import type { Metric, Summary } from '../../kernel/engine.ts'
import { unreachable } from '../../kernel/problem.ts'
import {
  formatDifference,
  formatQuantity,
  type MemoryUnit,
  type SharedUnit,
  sharedUnit,
  unknownFigure,
} from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import type { Verdict } from './DifferenceBar.tsx'

/** Fewest observations for a p99: one in a hundred has to have been seen once. */
export const FEWEST_FOR_P99 = 100

export interface SummaryCell {
  readonly text: string
  /** p10–p90 of other draws, where they were run. */
  readonly band?: string
  /** Said in a tooltip and to screen readers, e.g. why there is no figure. */
  readonly note: string | null
  /** Against the baseline; null in the baseline's own column. */
  readonly difference: Difference | null
}

export interface Difference {
  readonly text: string
  readonly verdict: Verdict
  /** The figure over the baseline's, for a bar; null where that is zero. */
  readonly ratio: number | null
}

export interface SummaryRow {
  readonly id: string
  readonly label: string
  readonly help: string
  /** Written once beside the label where the figures do not carry it: `0.31 MJ/M tok` twice fits no column. Of several arms always. */
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
  const rows = baseline.metrics.map((metric) => {
    const own = known.map((arm) => summaries[arm].metrics.find(({ id }) => id === metric.id))
    const unit = unitOf(metric, own, memory)
    return {
      id: metric.id,
      label: metric.label,
      help: metric.help,
      isMain:
        !/\.(mean|p90)$/.test(metric.id) ||
        !baseline.metrics.some(({ id }) => id === metric.id.replace(/\.(mean|p90)$/, '.p50')),
      unit: unit.name,
      cells: known.map((arm, place) => {
        const cell = summaryCell(own[place], place === 0 ? undefined : metric, unit)
        const band = bands[arm]?.[metric.id]
        return band && cell.text !== unknownFigure && band.high > band.low
          ? { ...cell, band: joined(unit.figure(band.low), unit.figure(band.high)) }
          : cell
      }),
    }
  })
  // A row that no arm can fill (acceptance without speculation) would only be a line of dashes.
  return { arms: known, rows: rows.filter((row) => row.cells.some((cell) => cell.text !== unknownFigure || cell.note)) }
}

/** One arm's figures carry their unit where it changes with their size (41 ms, 97 %, 64 GB); those of several share one. */
function unitOf(metric: Metric, own: readonly (Metric | undefined)[], memory: MemoryUnit): SharedUnit {
  if (own.length > 1)
    return sharedUnit(
      own.flatMap((one) => one?.value ?? []),
      metric.unit,
      memory,
    )
  const isScaled = ['s', 'seconds', 'B', 'bytes', 'fraction', 'B/s', 'FLOP/s', 'W', 'J'].includes(metric.unit)
  return {
    name: isScaled ? '' : metric.unit,
    figure: (value) => formatQuantity(value, isScaled ? metric.unit : '', memory),
  }
}

function summaryCell(metric: Metric | undefined, baseline: Metric | undefined, unit: SharedUnit): SummaryCell {
  if (!metric || metric.value === null) return { text: unknownFigure, note: null, difference: null }
  if (isTooRare(metric)) {
    return { text: unknownFigure, note: `only ${metric.n} observations, ${FEWEST_FOR_P99} needed`, difference: null }
  }
  const note = metric.n === undefined ? null : `n = ${metric.n}`
  const text = unit.figure(metric.value)
  if (!baseline || baseline.value === null || isTooRare(baseline)) return { text, note, difference: null }
  return { text, note, difference: differenceOf(metric.value, baseline.value, verdictOf(metric, baseline), unit) }
}

const isTooRare = ({ id, n }: Metric): boolean => /p99/i.test(id) && n !== undefined && n < FEWEST_FOR_P99

/**
 * Which way is better, and `none` where nothing can be: no time is 0 s by merit, so one that is was never spent, by construction (nothing
 * was moved, nobody stood still), and is praised as little as the other is blamed.
 */
function verdictOf({ unit, value, better }: Metric, baseline: Metric): Metric['better'] {
  return unit === 's' && (value === 0 || baseline.value === 0) ? 'none' : better
}

function differenceOf(value: number, baseline: number, better: Metric['better'], unit: SharedUnit): Difference {
  // Of nothing there is no share: the whole figure is the difference, in the unit of its row.
  const text = baseline === 0 && value > 0 ? `+${unit.figure(value)}` : formatDifference(value, baseline)
  const ratio = baseline > 0 ? value / baseline : null
  if (text === 'same' || better === 'none') return { text, verdict: 'neutral', ratio }
  return { text, verdict: value > baseline === (better === 'higher') ? 'better' : 'worse', ratio }
}

/** How the run ended, in words. */
export function endingInWords({ ending, report }: Pick<Summary, 'ending' | 'report'>): string {
  switch (ending) {
    case 'drained':
      return isServed(report) ? say('Every request was served to its end.') : say('No request is left inside.')
    case 'time-limit':
      return say('Stopped at the time limit.')
    case 'overloaded':
      return say('Overloaded: the queue was still growing at the end, so these figures would grow with a longer run.')
    case 'stranded':
      return say('Stopped with nobody left who could serve: these are figures of those served before.')
    case 'running':
      return say('Still running: figures so far.')
    default:
      return unreachable(ending)
  }
}

/** Whether nobody was turned away: engines that turn nobody away count only who finished. */
function isServed({ requests }: Summary['report']): boolean {
  const { arrived, finished } = (requests ?? {}) as { readonly arrived?: number; readonly finished?: number }
  return arrived === undefined || arrived === finished
}
