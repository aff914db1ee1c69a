/** Rows of level windows within a view: time, then every series of every arm at that time. */
import type { LevelWindow } from '../kernel/tracks.ts'
import type { ArmWindow, Cell, ChartTable, PlotView } from './chart.ts'
import { firstRowIn, rowAt } from './rows.ts'

/** One row for each row of the baseline; other arms are read at its start. Means over the row; unknown is an empty cell. */
export function levelTable(arms: readonly ArmWindow<LevelWindow>[], view: PlotView): ChartTable {
  const columns = [{ label: 'time', unit: 's' }]
  for (const { label, window } of arms) {
    for (const name of window.track.series) {
      columns.push({ label: arms.length > 1 ? `${label}: ${name}` : name, unit: window.track.unit })
    }
  }
  const baseline = arms[0].window
  const rows: Cell[][] = []
  for (let row = firstRowIn(baseline, view.t0); row < baseline.length && baseline.start[row] < view.t1; row++) {
    const time = baseline.start[row]
    const cells: Cell[] = [time]
    arms.forEach(({ window }, arm) => {
      const at = arm === 0 ? row : rowAt(window, time)
      for (let s = 0; s < window.track.series.length; s++) {
        const value = at < 0 ? Number.NaN : window.mean[s * window.length + at]
        cells.push(Number.isNaN(value) ? '' : value)
      }
    })
    rows.push(cells)
  }
  return { columns, rows }
}
