/** The whole run with the window that the tracks below show: drag it, drag its grips, or draw a new one. */
import { type PointerEvent, useCallback, useRef } from 'react'
import type { CountWindow, LevelWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { formatMoment } from '../../ui/format.ts'
import { CanvasSurface, useSize } from '../CanvasSurface.tsx'
import type { PaintLayer } from '../canvas-layer.ts'
import type { ChartProps } from '../chart.ts'
import { paintOverlay } from '../overlay.ts'
import { TrackRow } from '../TrackRow.tsx'
import type { Range } from '../zoom.ts'
import { paintOverview } from './paint.ts'
import { dragWindow, keyWindow, type WindowPart } from './window-drag.ts'

export interface OverviewStripProps extends ChartProps {
  /** The whole run: simulated so far, or its horizon. */
  readonly bounds: Range
  /** Shape of the strip, e.g. occupancy over the whole run. */
  readonly level: LevelWindow | null
  readonly marks?: CountWindow | null
  /** The run is known up to here; what follows is hatched. */
  readonly computed: Seconds
}

const nothingHidden: ReadonlySet<string> = new Set()

export function OverviewStrip(props: OverviewStripProps) {
  const { bounds, view, theme, level, marks = null, computed, height = 40, onView } = props
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const drag = useRef<{ readonly part: WindowPart; readonly from: Seconds; readonly window: Range } | null>(null)
  const span = bounds.t1 - bounds.t0
  const percent = (time: Seconds): string => `${Math.min(100, Math.max(0, ((time - bounds.t0) / span) * 100))}%`
  const timeAt = (clientX: number): Seconds => {
    const rect = box.current?.getBoundingClientRect()
    return rect === undefined || rect.width === 0 ? bounds.t0 : bounds.t0 + ((clientX - rect.left) / rect.width) * span
  }
  const { t0, t1 } = bounds
  const paint: PaintLayer = useCallback(
    (ctx, width, high) =>
      paintOverview(ctx, { t0, t1, width, height: high, hidden: nothingHidden }, { level, marks }, theme),
    [t0, t1, level, marks, theme],
  )
  const { cursor, selection } = view
  const overlay: PaintLayer = useCallback(
    (ctx, width, high) => paintOverlay(ctx, { t0, t1, cursor, selection }, { width, height: high }, theme),
    [t0, t1, cursor, selection, theme],
  )
  const onDown = (event: PointerEvent<HTMLDivElement>): void => {
    const part = (event.target as HTMLElement).dataset.part as WindowPart | undefined
    drag.current = { part: part ?? 'outside', from: timeAt(event.clientX), window: { t0: view.t0, t1: view.t1 } }
    event.currentTarget.setPointerCapture(event.pointerId)
    event.stopPropagation()
  }
  const onMove = (event: PointerEvent<HTMLDivElement>): void => {
    event.stopPropagation()
    if (drag.current === null) return
    const { part, from, window } = drag.current
    onView(dragWindow(window, part, from, timeAt(event.clientX), bounds))
  }
  const onUp = (): void => {
    drag.current = null
  }
  const handle = (part: WindowPart, label: string, now: Seconds) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': bounds.t0,
    'aria-valuemax': bounds.t1,
    'aria-valuenow': now,
    'aria-valuetext': part === 'body' ? `${formatMoment(view.t0)} to ${formatMoment(view.t1)}` : formatMoment(now),
    'data-part': part,
    onKeyDown: (event: React.KeyboardEvent) => {
      const next = event.ctrlKey || event.metaKey ? null : keyWindow(view, part, event.key, bounds)
      if (next === null) return
      event.preventDefault()
      event.stopPropagation()
      onView({ t0: next.t0, t1: next.t1 })
    },
  })
  return (
    <TrackRow
      title={props.title ?? 'Overview'}
      titleId="overview-title"
      axis={[]}
      height={height}
      value={`${formatMoment(span, 1)} in all`}
    >
      <div
        ref={box}
        className="overview"
        style={{ height }}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
      >
        <CanvasSurface size={size} marks={paint} overlay={overlay} />
        {computed < bounds.t1 && <div className="overview-later" style={{ left: percent(computed) }} />}
        <div
          className="overview-window"
          style={{ left: percent(view.t0), right: `calc(100% - ${percent(view.t1)})` }}
          {...handle('body', 'Time shown', view.t0)}
        />
        <div
          className="overview-grip"
          style={{ left: percent(view.t0) }}
          {...handle('left', 'Start of the time shown', view.t0)}
        />
        <div
          className="overview-grip"
          style={{ left: percent(view.t1) }}
          {...handle('right', 'End of the time shown', view.t1)}
        />
      </div>
    </TrackRow>
  )
}
