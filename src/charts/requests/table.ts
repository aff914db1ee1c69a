/** The spans of the view, in order of their start. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Cell, ChartTable, PlotView } from '../chart.ts'

export function requestsTable(window: SpanWindow, view: PlotView): ChartTable {
  const rows: Cell[][] = []
  for (let i = 0; i < window.length && window.start[i] < view.t1; i++) {
    const state = window.track.series[window.state[i]]
    if (window.end[i] <= view.t0 || view.hidden.has(state)) continue
    const who = window.item[i] < 0 ? 'several' : window.item[i]
    rows.push([window.start[i], window.end[i], window.end[i] - window.start[i], who, state, window.lane[i]])
  }
  return {
    columns: [
      { label: 'from', unit: 's' },
      { label: 'until', unit: 's' },
      { label: 'duration', unit: 's' },
      { label: 'request', unit: '' },
      { label: 'state', unit: '' },
      { label: 'lane', unit: '' },
    ],
    rows,
  }
}
