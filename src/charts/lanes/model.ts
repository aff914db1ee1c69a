/** Threads as lanes: the bars of the request chart, a lane a thread, and an operation where that one has a request. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Theme } from '../../ui/theme.ts'
import type { ChartModel, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { lanesInState } from '../requests/describe.ts'
import { requestsModel } from '../requests/model.ts'
import { requestsTable } from '../requests/table.ts'

export function lanesModel(window: SpanWindow | null, theme: Theme): ChartModel {
  const words = {
    title: 'Threads',
    purpose: 'One row a thread; the colour says what it is doing for the operation that it is at.',
    unit: 'threads',
    height: 112,
  }
  if (window === null) return emptyModel({ ...words, empty: 'No threads are recorded in this run.' })
  const bars = requestsModel(window, theme)
  return {
    ...bars,
    ...words,
    // An operation is no request that could be selected.
    hitTest(x, y, view) {
      const hit = bars.hitTest(x, y, view)
      return hit && { ...hit, item: -1, label: hit.label.replace('request', 'operation') }
    },
    readout: (time) => readLanes(window, time),
    table(view) {
      const { columns, rows } = requestsTable(window, view)
      const named = columns.map((column) => (column.label === 'request' ? { ...column, label: 'operation' } : column))
      return { columns: named, rows }
    },
  }
}

function readLanes(window: SpanWindow, time: Seconds): readonly ReadoutLine[] {
  if (time > window.computed || time < window.from) return []
  const count = lanesInState(window, time)
  return window.track.series.map((name, s) => ({
    name,
    text: `${count[s]}`,
    reading: { low: count[s], high: count[s], unit: '' },
  }))
}
