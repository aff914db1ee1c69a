/** The stack of timelines on one time axis, with the ways to zoom as buttons, and the hidden ones to bring back. */
import { type KeyboardEvent, type MouseEvent, useMemo } from 'react'
import type { ChartCallbacks } from '../../charts/chart.ts'
import { TimeAxis } from '../../charts/TimeAxis.tsx'
import { Timeline } from '../../charts/Timeline.tsx'
import { type Lab, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { Overview } from './Overview.tsx'
import { timelines } from './registry.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { useBounds, useChartView } from './use-chart-view.ts'

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

export function Timelines() {
  const lab = useLab()
  const callbacks = useChartCallbacks()
  const hidden = useView((state) => state.hidden)
  const hasTracks = useRun((run) => Object.keys(run.tracks).length > 0)
  const bounds = useBounds()
  const view = useChartView()
  if (!hasTracks) return <WaitingTimelines />
  const gone = timelines.filter((timeline) => hidden.includes(timeline.id))
  return (
    // Keys and clicks of the timeline that are not zooming: they reach this box from whatever inside has the focus.
    <div
      className="timelines"
      role="presentation"
      onKeyDown={(event) => transportKey(event, lab)}
      onClick={(event) => placePlayhead(event, lab)}
    >
      <Timeline bounds={bounds} view={view} {...callbacks}>
        <Overview callbacks={callbacks} />
        {timelines
          .filter((timeline) => !hidden.includes(timeline.id))
          .map((timeline) => (
            <TimelineRow key={timeline.id} timeline={timeline} callbacks={callbacks} />
          ))}
        <TimeAxis view={view} />
      </Timeline>
      {gone.length > 0 && (
        <p className="hidden-timelines">
          Hidden:{' '}
          {gone.map((timeline) => (
            <button type="button" key={timeline.id} onClick={() => lab.view.getState().hide(timeline.id)}>
              {timeline.title}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}

/** Space plays; `.` and `,` step by iterations. Buttons keep their own keys. */
function transportKey(event: KeyboardEvent, { view, runner, document }: Lab): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest('input, select, textarea, button, summary')) return
  const { play, isPlaying } = view.getState()
  if (event.key === ' ') play(!isPlaying)
  else if (event.key === '.' || event.key === ',') void runner.step(document.getState().arm, event.key === '.' ? 1 : -1)
  else return
  event.preventDefault()
}

/** A click in a plot takes the playhead there; the end of a drag, which selects, does not. */
function placePlayhead(event: MouseEvent, { view }: Lab): void {
  const { hover, selection, goTo } = view.getState()
  const isInPlot = event.target instanceof Element && event.target.closest('[data-plot]') !== null
  if (isInPlot && hover !== null && selection === null) goTo(hover)
}

/** Before the first rows: the space is kept, so that nothing jumps when they come. */
function WaitingTimelines() {
  const status = useRun((run) => run.status)
  return (
    <div className="timelines waiting" role="status">
      <p className="note">
        {status === 'infeasible'
          ? 'This set-up cannot run: the fields on the left say why.'
          : 'The simulation is starting.'}
      </p>
    </div>
  )
}
