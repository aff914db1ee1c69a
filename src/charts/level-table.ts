/** Rows of level windows within a view: time, then every series of every arm at that time. */
import type { LevelWindow } from '../kernel/tracks.ts'
import type { ArmWindow, Cell, ChartTable, PlotView } from './chart.ts'
import { firstRowIn, rowAt } from './rows.ts'

/**
 * One row for each row of the baseline; other arms are read at its start; unknown is an empty cell. A series that moved within
 * a row has its mean there named as one, with its smallest and largest value beside it.
 */
export function levelTable(arms: readonly ArmWindow<LevelWindow>[], view: PlotView): ChartTable {
  const baseline = arms[0].window
  const shown: number[] = []
  for (let row = firstRowIn(baseline, view.t0); row < baseline.length && baseline.start[row] < view.t1; row++) {
    shown.push(row)
  }
  const series = arms.flatMap(({ label, window }, arm) => {
    const places = arm === 0 ? shown : shown.map((row) => rowAt(window, baseline.start[row]))
    return window.track.series.flatMap((name, s) => {
      const cellsOf = (column: Float32Array): readonly Cell[] =>
        places.map((row) => {
          const value = row < 0 ? Number.NaN : column[s * window.length + row]
          return Number.isNaN(value) ? '' : value
        })
      const head = (statistic: string) => ({
        label: `${arms.length > 1 ? `${label}: ` : ''}${name}${statistic}`,
        unit: window.track.unit,
      })
      const { mean, low, high } = window
      if (!places.some((row) => row >= 0 && low[s * window.length + row] < high[s * window.length + row]))
        return [{ head: head(''), cells: cellsOf(mean) }]
      return [
        { head: head(', mean'), cells: cellsOf(mean) },
        { head: head(', least'), cells: cellsOf(low) },
        { head: head(', most'), cells: cellsOf(high) },
      ]
    })
  })
  return {
    columns: [{ label: 'time', unit: 's' }, ...series.map(({ head }) => head)],
    rows: shown.map((row, i) => [baseline.start[row], ...series.map(({ cells }) => cells[i])]),
  }
}
