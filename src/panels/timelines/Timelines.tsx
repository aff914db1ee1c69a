/** The stack of timelines on one time axis, with the ways to zoom as buttons, and the hidden ones to bring back. */
import '../../charts/charts.css'
import { useMemo, useRef } from 'react'
import type { ChartCallbacks } from '../../charts/chart.ts'
import { TimeAxis } from '../../charts/TimeAxis.tsx'
import { Timeline, TimelineButtons } from '../../charts/Timeline.tsx'
import { type Lab, useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { ordered } from './arrangement.ts'
import { DockedTable } from './DockedTable.tsx'
import { Overview } from './Overview.tsx'
import { timelinesOf } from './registry.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { useBounds, useChartView } from './use-chart-view.ts'
import { useStagedCount } from './use-staged-count.ts'
import { useTransportGestures } from './use-transport-gestures.ts'

/** What the gestures of every chart do. */
export function useChartCallbacks(): ChartCallbacks {
  const lab = useLab()
  return useMemo(() => callbacksOf(lab), [lab])
}

function callbacksOf({ view, run }: Lab): ChartCallbacks {
  return {
    onCursor: (time) => view.getState().point(time),
    onSelect: (range) => view.getState().select(range),
    onView: ({ t0, t1 }) => {
      const { extent } = run.getState()
      // A range that holds everything means "the whole run", and goes on doing so while the run grows.
      view.getState().show(t0 <= 0 && t1 >= extent ? null : [Math.max(0, t0), Math.min(t1, extent)])
    },
  }
}

/** Those that the run on the page can show. */
function useTimelines() {
  const engine = useDocument((state) => state.document.engine.id)
  const tracks = useRun((run) => run.tracks)
  return useMemo(() => timelinesOf(engine, Object.values(tracks).flat()), [engine, tracks])
}

export function Timelines() {
  const callbacks = useChartCallbacks()
  const hidden = useView((state) => state.hidden)
  const hasTracks = useRun((run) => Object.keys(run.tracks).length > 0)
  const bounds = useBounds()
  const view = useChartView()
  const box = useRef<HTMLDivElement>(null)
  useTransportGestures(box, hasTracks)
  const hasLetterKeys = useSettings((settings) => settings.hasLetterKeys)
  const { view: viewStore } = useLab()
  const hasTrail = useView((state) => state.trail.length > 0)
  const order = useView((state) => state.order)
  const pinned = useView((state) => state.pinned)
  const timelines = useTimelines()
  const inOrder = ordered(timelines, order).filter((timeline) => !hidden.includes(timeline.id))
  const kept = inOrder.filter(({ id }) => pinned.includes(id))
  const shown = inOrder.filter(({ id }) => !pinned.includes(id))
  const staged = useStagedCount(shown.length)
  if (!hasTracks) return <WaitingTimelines />
  return (
    <div className="timelines" ref={box}>
      <Timeline bounds={bounds} view={view} lettersOff={!hasLetterKeys} {...callbacks}>
        <Overview callbacks={callbacks} />
        {kept.length > 0 && (
          <section className="pinned" aria-label={say('Pinned timelines')}>
            {kept.map((timeline) => (
              <TimelineRow key={timeline.id} timeline={timeline} callbacks={callbacks} />
            ))}
          </section>
        )}
        {shown.slice(0, staged).map((timeline) => (
          <TimelineRow key={timeline.id} timeline={timeline} callbacks={callbacks} />
        ))}
        <div className="axis-row">
          <TimeAxis view={view} />
          <TimelineButtons
            view={view}
            bounds={bounds}
            onView={callbacks.onView}
            onBack={hasTrail ? () => viewStore.getState().zoomBack() : null}
          />
        </div>
      </Timeline>
      <DockedTable />
      <TimelineChoice />
    </div>
  )
}

/** Which timelines stand on the page: the rest are out of the way and cost nothing. */
function TimelineChoice() {
  const { view } = useLab()
  const hidden = useView((state) => state.hidden)
  const timelines = useTimelines()
  return (
    <ul className="timeline-choice" aria-label={say('Timelines shown')}>
      {timelines.map(({ id, title }) => (
        <li key={id}>
          <button type="button" aria-pressed={!hidden.includes(id)} onClick={() => view.getState().hide(id)}>
            {say(title)}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Before the first rows: the space is kept, so that nothing jumps when they come. */
function WaitingTimelines() {
  const status = useRun((run) => run.status)
  const loading = useRun((run) => run.loading)
  return (
    <div className="timelines waiting" role="status">
      <p className="note">
        {status === 'infeasible'
          ? say('This set-up cannot run: the fields on the left say why.')
          : loading
            ? say('Loading the models: {here} of {of} files.', loading)
            : say('The simulation is starting.')}
      </p>
    </div>
  )
}
