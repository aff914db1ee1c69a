/** One JSON file of a run: what was set, what came out, and the course of every timeline, for a notebook to read. */
import type { Experiment } from '../../experiment/document.ts'
import type { Summary } from '../../kernel/engine.ts'
import type { Metric, MetricWords } from '../../kernel/metric.ts'
import type { ArmTrack } from './timelines-csv.ts'

export interface SummaryFile {
  readonly document: Experiment
  readonly link: string
  readonly summaries: Readonly<Record<string, Summary>>
  /** Words of their figures. */
  readonly metrics: readonly MetricWords[]
  readonly tracks: readonly ArmTrack[]
}

export function summaryFile({ document, link, summaries, metrics, tracks }: SummaryFile): string {
  const { v: _, ...config } = document
  const series = tracks.flatMap(courseOf)
  const figures = Object.entries(summaries).map(([arm, summary]) => [arm, withWords(summary, metrics)])
  const { seed, engine } = document
  return JSON.stringify({ link, config, seed, engine, summaries: Object.fromEntries(figures), series }, null, 2)
}

/** Each figure with what it is, since a file stands for itself. */
const withWords = (summary: Summary, metrics: readonly MetricWords[]) => ({
  ...summary,
  metrics: metrics.flatMap((words): Metric[] => {
    const here = summary.metrics[words.id]
    return here ? [{ ...words, ...here }] : []
  }),
})

/** Means of levels and sums of counts. Value i holds from `start_s[i]` to the next start, the last one to `ends_s`. */
function courseOf({ arm, window }: ArmTrack) {
  if (window.kind !== 'level' && window.kind !== 'count') return []
  const { kind, track, length, start, ends } = window
  // Levels are kept in 32 bits, which hold 7 digits: more would be noise.
  const read = (s: number): readonly number[] =>
    window.kind === 'level'
      ? Array.from(window.mean.subarray(s * length, (s + 1) * length), (value) => Number(value.toPrecision(7)))
      : Array.from(window.sum.subarray(s * length, (s + 1) * length))
  const values = Object.fromEntries(track.series.map((name, s) => [name, read(s)]))
  return [
    { arm, timeline: track.id, kind, unit: track.unit, start_s: [...start.subarray(0, length)], ends_s: ends, values },
  ]
}
