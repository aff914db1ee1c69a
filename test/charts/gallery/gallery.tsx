/** All charts on one page, with invented data: `#arms` draws a second arm, `#dense` more requests than pixels. */
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { acceptanceModel } from '../../../src/charts/acceptance/model.ts'
import { ChartFigure } from '../../../src/charts/ChartFigure.tsx'
import type { ChartModel, TimeRange } from '../../../src/charts/chart.ts'
import { expertsModel } from '../../../src/charts/experts/model.ts'
import { levelsModel } from '../../../src/charts/levels/model.ts'
import { occupancyModel } from '../../../src/charts/occupancy/model.ts'
import { OverviewStrip } from '../../../src/charts/overview/OverviewStrip.tsx'
import { ratesModel } from '../../../src/charts/rates/model.ts'
import { requestsModel } from '../../../src/charts/requests/model.ts'
import { stripsModel } from '../../../src/charts/strips/model.ts'
import { TimeAxis } from '../../../src/charts/TimeAxis.tsx'
import { Timeline, TimelineButtons } from '../../../src/charts/Timeline.tsx'
import { type Theme, themes } from '../../../src/ui/theme.ts'
import '../../../src/ui/theme.css'
import '../../../src/charts/charts.css'
import { inventRun } from './invented.ts'

const horizon = 60
const options = location.hash
const isDense = options.includes('dense')
const isEmpty = options.includes('empty')
const a = inventRun(7, horizon, isDense ? 40 : 3.4, isDense ? 400 : 30)
const b = inventRun(9, horizon, isDense ? 40 : 2.6, 24)
const runs = options.includes('arms') ? [a, b] : [a]
const bounds = { t0: 0, t1: horizon }

type Run = typeof a
const charts: readonly ((run: Run, place: number, theme: Theme) => ChartModel)[] = [
  (run, _, theme) => requestsModel(run.requests, theme),
  (run, _, theme) => occupancyModel({ window: run.kv, preemptions: run.preemptions }, theme),
  (run, _, theme) => expertsModel(isEmpty ? null : run.experts, { layer: null, normalisation: 'all' }, theme),
  (run, place, theme) => acceptanceModel(isEmpty ? null : { window: run.acceptance, place }, theme),
  (run, _, theme) => levelsModel({ window: run.batch, form: 'stacked' }, theme),
  (run, _, theme) => levelsModel({ window: run.queue, form: 'stacked' }, theme),
  (run, _, theme) => ratesModel({ window: run.tokens }, theme),
  (run, _, theme) => levelsModel({ window: run.itl, form: 'lines' }, theme),
]

function Gallery() {
  const theme = themes[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']
  const [range, setRange] = useState({ t0: 4, t1: 34 })
  const [cursor, setCursor] = useState<number | null>(12.48)
  const [selection, setSelection] = useState<TimeRange | null>(null)
  const view = { ...range, cursor, selection }
  const shared = { view, theme, onView: setRange, onCursor: setCursor, onSelect: setSelection }
  const models = charts.map((chart) =>
    stripsModel(
      runs.map((run, place) => {
        const label = 'AB'.charAt(place)
        return { key: label.toLowerCase(), label, place, model: chart(run, place, theme) }
      }),
      theme,
    ),
  )
  return (
    <main>
      <h1 className="visually-hidden">Gallery of charts</h1>
      <TimelineButtons view={view} bounds={bounds} onView={setRange} />
      <Timeline {...shared} bounds={bounds}>
        <OverviewStrip {...shared} bounds={bounds} level={a.kv} marks={a.preemptions} computed={48} />
        {models.map((model) => (
          <ChartFigure key={model.title} {...shared} model={model} isStale={options.includes('stale')} />
        ))}
        <TimeAxis view={view} />
      </Timeline>
    </main>
  )
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  )
}
