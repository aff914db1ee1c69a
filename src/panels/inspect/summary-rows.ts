/**
 * The summary as rows: one metric a row, one column an arm, differences against the first arm.
 * Tail percentiles of few observations are not shown: p99 of 43 values is the largest of them under another name.
 */
import { joined } from '../../charts/reading.ts'
import type { Band } from '../../experiment/band.ts'
import type { Summary } from '../../kernel/engine.ts'
import type { MetricValue, MetricWords } from '../../kernel/metric.ts'
import { unreachable } from '../../kernel/problem.ts'
import { isTooRare } from '../../store/figures.ts'
import type { RunState } from '../../store/run.ts'
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
  /** What the figure is. */
  readonly words: MetricWords
  /** Written once beside the label where the figures do not carry it: `0.31 MJ/M tok` twice fits no column. Of several arms always. */
  readonly unit: string
  readonly cells: readonly SummaryCell[]
}

export interface SummaryTable {
  readonly arms: readonly ArmKey[]
  readonly rows: readonly SummaryRow[]
}

export function summaryTable(
  { summaries, metrics }: Pick<RunState, 'summaries' | 'metrics'>,
  arms: readonly ArmKey[],
  memory: MemoryUnit,
  bands: Readonly<Record<ArmKey, Readonly<Record<string, Band>>>> = {},
): SummaryTable {
  const known = arms.filter((arm) => summaries[arm])
  const baseline = summaries[known[0]]
  if (!baseline) return { arms: [], rows: [] }
  const rows = metrics.flatMap((words) => {
    const first = baseline.metrics[words.id]
    if (!first) return []
    const own = known.map((arm): MetricValue | undefined => summaries[arm].metrics[words.id])
    const unit = unitOf(words, own, memory)
    return {
      words,
      unit: unit.name,
      cells: known.map((arm, place) => {
        const cell = summaryCell(words, own[place], place === 0 ? undefined : first, unit)
        const band = bands[arm]?.[words.id]
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
function unitOf(metric: MetricWords, own: readonly (MetricValue | undefined)[], memory: MemoryUnit): SharedUnit {
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

function summaryCell(
  words: MetricWords,
  mine: MetricValue | undefined,
  baseline: MetricValue | undefined,
  unit: SharedUnit,
): SummaryCell {
  if (!mine || mine.value === null) return { text: unknownFigure, note: null, difference: null }
  const { value, n } = mine
  if (isTooRare(words, mine))
    return { text: unknownFigure, note: `only ${n} observations, ${words.fewest} needed`, difference: null }
  const note = n === undefined ? null : `n = ${n}`
  const text = unit.figure(value)
  if (!baseline || baseline.value === null || isTooRare(words, baseline)) return { text, note, difference: null }
  const better = verdictOf(words, value, baseline.value)
  return { text, note, difference: differenceOf(value, baseline.value, better, unit) }
}

/**
 * Which way is better, and `none` where nothing can be: no time is 0 s by merit, so one that is was never spent, by construction (nothing
 * was moved, nobody stood still), and is praised as little as the other is blamed.
 */
function verdictOf({ unit, better }: MetricWords, value: number, baseline: number): MetricWords['better'] {
  return unit === 's' && (value === 0 || baseline === 0) ? 'none' : better
}

function differenceOf(value: number, baseline: number, better: MetricWords['better'], unit: SharedUnit): Difference {
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
      if (report.requests === undefined) return say('The run has come to its end.')
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
