/** Ticks of the shared time axis, in the column of the plots, with the cursor's moment in place of the tick it covers. */
import { useRef } from 'react'
import { formatMoment } from '../ui/format.ts'
import { useSize } from './CanvasSurface.tsx'
import type { ChartView } from './chart.ts'
import { timeTicks, timeToX } from './time-scale.ts'

/** Half the width of a label: nothing is written nearer to the edge or to the cursor's label. */
const halfLabel = 26

export function TimeAxis({ view }: { readonly view: ChartView }) {
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const extent = { t0: view.t0, t1: view.t1, width }
  const cursor = view.cursor !== null && view.cursor >= view.t0 && view.cursor <= view.t1 ? view.cursor : null
  const cursorX = cursor === null ? null : Math.min(width - halfLabel, Math.max(halfLabel, timeToX(extent, cursor)))
  const ticks = width === 0 ? [] : timeTicks(extent)
  return (
    <div className="track time-axis" aria-hidden="true">
      <div className="shell" />
      <div ref={box} className="plot-column">
        <svg width={width} height="24" aria-hidden="true">
          {ticks
            .filter(({ x }) => cursorX === null || Math.abs(x - cursorX) > halfLabel * 2)
            .map(({ time, x, label }) => (
              <g key={time}>
                <line x1={x} x2={x} y1="0" y2="4" stroke="var(--edge)" />
                <text x={x} y="16" textAnchor={x < halfLabel ? 'start' : x > width - halfLabel ? 'end' : 'middle'}>
                  {label}
                </text>
              </g>
            ))}
          {(view.notes ?? [])
            .filter(({ at }) => width > 0 && at >= view.t0 && at <= view.t1)
            .map(({ at, words }) => (
              <path key={`${at} ${words}`} className="note-flag" d={`M${timeToX(extent, at)} 0h9l-3 4l3 4h-9z`}>
                <title>{words}</title>
              </path>
            ))}
          {cursor !== null && cursorX !== null && width > 0 && (
            <text x={cursorX} y="16" textAnchor="middle" className="now">
              {formatMoment(cursor, (view.t1 - view.t0) / width)}
            </text>
          )}
        </svg>
      </div>
    </div>
  )
}
