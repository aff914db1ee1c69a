/**
 * The plot of a chart: canvases, and the data cursor of the keyboard. One tab stop; arrows walk the data, up and down the
 * series, Home, End, Page Up and Page Down the view; Enter marks one end of a range and then the other, Esc leaves. The slider tells the moment; the
 * values go to a polite live region once the key rests, so that a held key does not flood it.
 */

import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatMoment } from '../ui/format.ts'
import type { Theme } from '../ui/theme.ts'
import { say } from '../ui/words.ts'
import { CanvasSurface, useSize } from './CanvasSurface.tsx'
import { drawRaster, type PaintLayer } from './canvas-layer.ts'
import type { ChartCallbacks, ChartModel, ChartView, Hit, PlotView } from './chart.ts'
import { moveCursor } from './data-cursor.ts'
import { paintOverlay } from './overlay.ts'
import { useSettled } from './settled.ts'
import { ordered } from './zoom.ts'

export interface PlotProps extends ChartCallbacks {
  readonly model: ChartModel
  readonly view: ChartView
  readonly theme: Theme
  /** Least height; the plot grows with its row. */
  readonly height: number
  readonly onHeight: (height: number) => void
  readonly hidden: ReadonlySet<string>
  readonly describedBy: string
  readonly label: string
  readonly onPick: (hit: Hit | null) => void
}

export function Plot(props: PlotProps) {
  const { model, view, theme, hidden, label, describedBy, onHeight } = props
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const { width, height } = size
  useLayoutEffect(() => onHeight(height), [height, onHeight])
  const [series, setSeries] = useState(0)
  const [mark, setMark] = useState<number | null>(null)
  const spoken = useSpoken(props, series, mark)
  const plot: PlotView = { t0: view.t0, t1: view.t1, width, height, hidden }
  const marks = useMarks(model, plot)
  const overlay: PaintLayer = useCallback(
    (ctx, wide, high) => paintOverlay(ctx, view, { width: wide, height: high }, theme),
    [view, theme],
  )

  // The twin of dragging: the first Enter remembers the moment, the second selects up to it.
  const markEnd = (): void => {
    const at = view.cursor ?? view.t0
    if (mark !== null) props.onSelect(ordered(mark, at))
    setMark(mark === null ? at : null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || width === 0) return
    const steps = { neighbour: model.neighbour, grain: (view.t1 - view.t0) / width }
    const move = moveCursor(event.key, view, steps)
    if (move === null) return
    event.preventDefault()
    event.stopPropagation()
    if (move.kind === 'series') setSeries((place) => Math.max(0, place + move.step))
    else if (move.kind === 'leave') {
      setMark(null)
      props.onCursor(null)
      props.onSelect(null)
    } else if (move.kind === 'mark') markEnd()
    else {
      if (move.kind === 'scroll') props.onView({ t0: move.t0, t1: move.t1 })
      props.onCursor(move.time)
    }
  }
  const [tip, setTip] = useState<Tip | null>(null)
  const hitAt = (event: MouseEvent<HTMLElement>): Hit | null => {
    const rect = event.currentTarget.getBoundingClientRect()
    return width === 0 ? null : model.hitTest(event.clientX - rect.left, event.clientY - rect.top, plot)
  }
  const moment = view.cursor ?? view.t0
  return (
    <>
      <div
        ref={box}
        className="plot"
        data-plot=""
        style={{ minHeight: props.height }}
        tabIndex={0}
        role="slider"
        aria-orientation="horizontal"
        aria-label={say('{label}, data cursor', { label })}
        aria-describedby={describedBy}
        aria-valuemin={view.t0}
        aria-valuemax={view.t1}
        aria-valuenow={moment}
        aria-valuetext={formatMoment(moment)}
        onKeyDown={onKeyDown}
        onMouseMove={(event) => setTip(tipOf(hitAt(event), event))}
        onMouseLeave={() => setTip(null)}
        onClick={(event) => props.onPick(hitAt(event))}
      >
        <CanvasSurface size={size} marks={marks} overlay={overlay} />
        {tip !== null && (
          <div className="plot-tip num" aria-hidden="true" style={tip.style}>
            {tip.label}
          </div>
        )}
      </div>
      <output className="visually-hidden" aria-live="polite">
        {spoken}
      </output>
    </>
  )
}

/** What is under the pointer, in words beside it. Screen readers hear the data cursor instead. */
interface Tip {
  readonly label: string
  readonly style: { readonly left?: number; readonly right?: number; readonly top: number }
}

function tipOf(hit: Hit | null, event: MouseEvent<HTMLElement>): Tip | null {
  if (hit === null) return null
  const rect = event.currentTarget.getBoundingClientRect()
  const x = event.clientX - rect.left
  // 12 px away from the pointer, on the side with more room; not below the plot's lower edge.
  const top = Math.max(0, Math.min(event.clientY - rect.top + 8, rect.height - 22))
  return { label: hit.label, style: x < rect.width / 2 ? { left: x + 12, top } : { right: rect.width - x + 12, top } }
}

/**
 * The marks layer: raster below, marks above. A new function, and so a new paint, whenever what it shows changes; the theme
 * is bound into the model.
 */
function useMarks(model: ChartModel, plot: PlotView): PaintLayer {
  const scratch = useRef<HTMLCanvasElement | null>(null)
  const { t0, t1, hidden } = plot
  return useCallback(
    (ctx, width, height) => {
      const view = { t0, t1, width, height, hidden }
      const raster = model.raster(view)
      if (raster !== null) {
        scratch.current ??= document.createElement('canvas')
        drawRaster(ctx, raster, view, scratch.current)
      }
      model.paint(ctx, view)
    },
    [model, t0, t1, hidden],
  )
}

/** Words for the live region while the plot has the focus: the moment's values, beginning with the series chosen. */
function useSpoken({ model, view }: PlotProps, series: number, mark: number | null): string {
  const [isFocused, setFocused] = useState(false)
  useEffect(() => {
    const follow = (): void => setFocused(document.activeElement?.hasAttribute('data-plot') ?? false)
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }, [])
  const cursor = useSettled(view.cursor, 400)
  if (!isFocused || cursor === null) return ''
  const lines = model.readout(cursor)
  if (lines.length === 0) return 'Nothing is known here.'
  const place = Math.min(series, lines.length - 1)
  const { name, text, arm } = lines[place]
  const range = mark === null ? '' : `, range from ${formatMoment(mark)}`
  return `${arm === undefined ? '' : `arm ${arm}, `}${name} ${text}${range}`
}
