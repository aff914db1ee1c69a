/** All charts on one page, with invented data: `#arms` draws a second arm, `#dense` more requests than pixels. */
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AcceptanceChart } from '../../../src/charts/acceptance/AcceptanceChart.tsx'
import type { TimeRange } from '../../../src/charts/chart.ts'
import { ExpertsChart } from '../../../src/charts/experts/ExpertsChart.tsx'
import { LevelsChart } from '../../../src/charts/levels/LevelsChart.tsx'
import { OccupancyChart } from '../../../src/charts/occupancy/OccupancyChart.tsx'
import { OverviewStrip } from '../../../src/charts/overview/OverviewStrip.tsx'
import { RatesChart } from '../../../src/charts/rates/RatesChart.tsx'
import { RequestsChart } from '../../../src/charts/requests/RequestsChart.tsx'
import { TimeAxis } from '../../../src/charts/TimeAxis.tsx'
import { Timeline, TimelineButtons } from '../../../src/charts/Timeline.tsx'
import { themes } from '../../../src/ui/theme.ts'
import '../../../src/ui/theme.css'
import '../../../src/charts/charts.css'
import { inventRun } from './invented.ts'

const horizon = 60
const options = location.hash
const isDense = options.includes('dense')
const a = inventRun(7, horizon, isDense ? 40 : 3.4, isDense ? 400 : 30)
const b = inventRun(9, horizon, isDense ? 40 : 2.6, 24)
const armsOf = <K extends 'kv' | 'batch' | 'queue' | 'itl' | 'tokens' | 'acceptance'>(name: K) => {
  const arms = [{ key: 'a', label: 'A', window: a[name] }]
  return options.includes('arms') ? [...arms, { key: 'b', label: 'B', window: b[name] }] : arms
}
const bounds = { t0: 0, t1: horizon }
const arms = {
  kv: armsOf('kv'),
  batch: armsOf('batch'),
  queue: armsOf('queue'),
  itl: armsOf('itl'),
  tokens: armsOf('tokens'),
  acceptance: armsOf('acceptance'),
}

function Gallery() {
  const theme = themes[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']
  const [range, setRange] = useState({ t0: 4, t1: 34 })
  const [cursor, setCursor] = useState<number | null>(12.48)
  const [selection, setSelection] = useState<TimeRange | null>(null)
  const [layer, setLayer] = useState<number | null>(null)
  const [perRow, setPerRow] = useState(false)
  const view = { ...range, cursor, selection }
  const shared = { view, theme, onView: setRange, onCursor: setCursor, onSelect: setSelection }
  return (
    <main>
      <h1 className="visually-hidden">Gallery of charts</h1>
      <TimelineButtons view={view} bounds={bounds} onView={setRange} />
      <Timeline {...shared} bounds={bounds}>
        <OverviewStrip {...shared} bounds={bounds} level={a.kv} marks={a.preemptions} computed={48} />
        <RequestsChart {...shared} window={a.requests} />
        <OccupancyChart {...shared} arms={arms.kv} preemptions={a.preemptions} />
        <ExpertsChart
          {...shared}
          window={options.includes('empty') ? null : a.experts}
          layer={layer}
          onLayer={setLayer}
          perRow={perRow}
          onPerRow={setPerRow}
          onShowExample={() => setLayer(null)}
        />
        <AcceptanceChart {...shared} arms={options.includes('empty') ? [] : arms.acceptance} />
        <LevelsChart {...shared} arms={arms.batch} form="stacked" />
        <LevelsChart {...shared} arms={arms.queue} form="stacked" />
        <RatesChart {...shared} arms={arms.tokens} />
        <LevelsChart {...shared} arms={arms.itl} form="lines" isStale={options.includes('stale')} />
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
