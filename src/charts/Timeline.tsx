/**
 * The element that overview, tracks and time axis lie in. It takes the gestures, and so all plots move together.
 */

import { type ReactNode, useRef } from 'react'
import { say } from '../ui/words.ts'
import type { ChartCallbacks, ChartView } from './chart.ts'
import { useGestures } from './gestures.ts'
import { fitTo, panBy, type Range, zoomAt } from './zoom.ts'

export interface TimelineProps extends ChartCallbacks {
  readonly bounds: Range
  readonly view: ChartView
  readonly label?: string
  readonly lettersOff?: boolean
  readonly children: ReactNode
}

export function Timeline({ children, label = say('Timelines'), ...target }: TimelineProps) {
  const root = useRef<HTMLElement>(null)
  useGestures(root, target)
  return (
    <section ref={root} className="timeline" aria-label={label} data-timeline="">
      {children}
    </section>
  )
}

/** Every gesture as a button, for touch, switches and teaching. */
interface TimelineButtonsProps extends Pick<TimelineProps, 'view' | 'bounds' | 'onView'> {
  /** Back to the range before; null where there is none. */
  readonly onBack?: (() => void) | null
}

export function TimelineButtons({ view, bounds, onView, onBack = null }: TimelineButtonsProps) {
  const middle = (view.t0 + view.t1) / 2
  const fitTitle = view.selection === null ? say('Fit (F)') : say('Fit the selection (F)')
  return (
    <fieldset className="timeline-buttons">
      <legend className="visually-hidden">{say('Zoom and pan')}</legend>
      <IconButton title={say('Earlier (A)')} path="M7 2 3 6l4 4" onClick={() => onView(panBy(view, -0.25, bounds))} />
      <IconButton title={say('Later (D)')} path="m5 2 4 4-4 4" onClick={() => onView(panBy(view, 0.25, bounds))} />
      <IconButton title={say('Zoom out (S)')} path="M2 6h8" onClick={() => onView(zoomAt(view, middle, 2, bounds))} />
      <IconButton
        title={say('Zoom in (W)')}
        path="M2 6h8M6 2v8"
        onClick={() => onView(zoomAt(view, middle, 0.5, bounds))}
      />
      <IconButton
        title={fitTitle}
        path="M1.5 2v8M10.5 2v8M3.5 6h5M5 4.5 3.5 6 5 7.5M7 4.5 8.5 6 7 7.5"
        onClick={() => onView(fitTo(view.selection, bounds))}
      />
      {onBack && (
        <IconButton
          title={say('Back to the range before (Backspace)')}
          path="M9 10V6a2 2 0 0 0-2-2H3m2-2L3 4l2 2"
          onClick={onBack}
        />
      )}
    </fieldset>
  )
}

function IconButton({ title, path, onClick }: { title: string; path: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={title} title={title} onClick={onClick}>
      <svg width="12" height="12" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </button>
  )
}
