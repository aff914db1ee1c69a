/** Binds the functions of the request chart to their columns. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Theme } from '../../ui/theme.ts'
import type { AxisTick, ChartModel, PlotView, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { seriesLegend } from '../legend.ts'
import { lastStartingBy } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { densityOf } from './density.ts'
import { describeRequests, lanesInState } from './describe.ts'
import { hitRequests } from './hit-test.ts'
import { isDense, paintRequests, requestsTop } from './paint.ts'
import { requestsTable } from './table.ts'

/** `request`: bars of others are faint; null for none. */
export function requestsModel(window: SpanWindow | null, theme: Theme, request: number | null = null): ChartModel {
  const base = {
    title: 'Requests',
    purpose: 'One row a request, from arrival to its last token; the colour says what it is doing.',
    unit: 'requests',
    height: 176,
  }
  if (window === null) return emptyModel({ ...base, empty: 'No requests are recorded in this run.' })
  const names = window.track.series.filter((_, state) => isUsed(window, state))
  return {
    ...base,
    provenance: window.track.provenance ?? null,
    // Places of the series are kept by name, so a state that does not occur may be left out of the legend.
    legend: seriesLegend(names.length > 0 ? names : window.track.series, theme).filter(
      ({ name }) => name !== 'finished',
    ),
    empty: null,
    paint: (ctx, view) => paintRequests(ctx, view, window, { theme, request }),
    raster: () => null,
    // One arm with too many rows makes all of them counts: a row beside a count could not be compared.
    top: (view) => (isDense(window, view) ? requestsTop(view, densityOf(window, view).largest) : 0),
    axis: (view) => requestsAxis(window, view),
    hitTest: (x, y, view) => hitRequests(x, y, view, window),
    readout: (time) => readRequests(window, time),
    describe: (view) => describeRequests(window, view),
    table: (view) => requestsTable(window, view),
    neighbour: (time, direction) => neighbourStart(window, time, direction),
  }
}

function isUsed(window: SpanWindow, state: number): boolean {
  for (let i = 0; i < window.length; i++) if (window.state[i] === state) return true
  return false
}

/** Rows need no axis: they are counted by the eye. The density strip counts requests. */
function requestsAxis(window: SpanWindow, view: PlotView): readonly AxisTick[] {
  if (!isDense(window, view)) return []
  return valueTicks({ top: requestsTop(view, densityOf(window, view).largest), height: view.height }, '')
}

function readRequests(window: SpanWindow, time: Seconds): readonly ReadoutLine[] {
  if (time > window.computed || time < window.from) return []
  const count = lanesInState(window, time)
  const { series } = window.track
  const of = (name: string): number => {
    const state = series.indexOf(name)
    return state < 0 ? 0 : count[state]
  }
  const running = of('decode') + of('prefill')
  // As the instances count them: who was preempted, or lost its instance, waits again, whose KV is on the host or on its way stands apart.
  const waiting = of('queued') + of('preempted') + of('killed')
  const apart = ['swapped', 'transfer'].filter((name) => of(name) > 0).map((name) => `, ${of(name)} ${name}`)
  return [
    { name: 'now', text: `${running} running, ${waiting} waiting${apart.join('')}` },
    ...series.flatMap((name, s) => (count[s] > 0 && name !== 'finished' ? [{ name, text: `${count[s]}` }] : [])),
  ]
}

function neighbourStart(window: SpanWindow, time: Seconds, direction: 1 | -1): Seconds | null {
  const row = lastStartingBy(window, time)
  if (direction === 1) return row + 1 < window.length ? window.start[row + 1] : null
  for (let i = row; i >= 0; i--) if (window.start[i] < time) return window.start[i]
  return null
}
