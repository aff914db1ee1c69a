/** Rows of a level window within a view: time, then every series at that time. */
import type { LevelWindow } from '../kernel/tracks.ts'
import type { Cell, ChartTable, PlotView } from './chart.ts'
import { firstRowIn } from './rows.ts'

/**
 * A row for each row of the window; unknown is an empty cell. A series that moved within a row has its mean there named as one,
 * with its smallest and largest value beside it.
 */
export function levelTable(window: LevelWindow, view: PlotView): ChartTable {
  const shown: number[] = []
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) shown.push(row)
  const { mean, low, high, track, length } = window
  const series = track.series.flatMap((name, s) => {
    const cellsOf = (column: Float32Array): readonly Cell[] =>
      shown.map((row) => (Number.isNaN(column[s * length + row]) ? '' : column[s * length + row]))
    const head = (statistic: string) => ({ label: `${name}${statistic}`, unit: track.unit })
    if (!shown.some((row) => low[s * length + row] < high[s * length + row]))
      return [{ head: head(''), cells: cellsOf(mean) }]
    return [
      { head: head(', mean'), cells: cellsOf(mean) },
      { head: head(', least'), cells: cellsOf(low) },
      { head: head(', most'), cells: cellsOf(high) },
    ]
  })
  return {
    columns: [{ label: 'time', unit: 's' }, ...series.map(({ head }) => head)],
    rows: shown.map((row, i) => [window.start[row], ...series.map(({ cells }) => cells[i])]),
  }
}
