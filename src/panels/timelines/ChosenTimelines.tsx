/** A few timelines on one axis, as a page that shows an experiment in passing has them: chosen by id, and staying where they are. */
import '../../charts/charts.css'
import { type ReactNode, useMemo, useRef } from 'react'
import type { ChartView } from '../../charts/chart.ts'
import { TimeAxis } from '../../charts/TimeAxis.tsx'
import { Timeline } from '../../charts/Timeline.tsx'
import { useDocument, useRun } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { timelinesOf } from './registry.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { useChartCallbacks } from './Timelines.tsx'
import { useBounds, useChartView } from './use-chart-view.ts'
import { useTransportGestures } from './use-transport-gestures.ts'

interface ChosenTimelinesProps {
  /** Ids, from the top; those that the run has nothing for are left out. */
  readonly ids: readonly string[]
  /** What stands between the charts and their axis. */
  readonly notes?: (view: ChartView) => ReactNode
}

export function ChosenTimelines({ ids, notes }: ChosenTimelinesProps) {
  const callbacks = useChartCallbacks()
  const bounds = useBounds()
  const view = useChartView()
  const box = useRef<HTMLDivElement>(null)
  const engine = useDocument((state) => state.document.engine.id)
  const tracks = useRun((run) => run.tracks)
  const hasTracks = Object.keys(tracks).length > 0
  useTransportGestures(box, hasTracks)
  const shown = useMemo(() => {
    const there = timelinesOf(engine, Object.values(tracks).flat())
    return ids.flatMap((id) => there.filter((timeline) => timeline.id === id))
  }, [engine, tracks, ids])
  if (!hasTracks) return <p className="note">{say('The simulation is starting.')}</p>
  return (
    <div className="timelines" ref={box}>
      <Timeline bounds={bounds} view={view} {...callbacks}>
        {shown.map((timeline) => (
          <TimelineRow key={timeline.id} timeline={timeline} callbacks={callbacks} isFixed />
        ))}
        {notes?.(view)}
        <TimeAxis view={view} />
      </Timeline>
    </div>
  )
}
