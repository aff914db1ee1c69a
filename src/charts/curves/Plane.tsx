/**
 * The frame of a figure over two value axes: axes in words, one tab stop whose cursor moves from point to point by arrow
 * keys, Enter or a click to open a point, and the words of the point below.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { download, fileStem } from '../../ui/download.ts'
import { standaloneSvg } from '../../ui/standalone-svg.ts'
import { say } from '../../ui/words.ts'
import type { ChartTable } from '../chart.ts'
import { DataTable } from '../DataTable.tsx'
import {
  type Direction,
  type Frame,
  LETTER,
  leftMargin,
  nextTarget,
  type PlaneAxes,
  type PlaneTarget,
  plotX,
  plotY,
  targetAt,
} from './plane.ts'
import { axisTicks, axisTitle } from './value-axis.ts'
import './plane.css'

export interface PlaneProps {
  readonly title: string
  /** One sentence: what it shows and how to read it; then what it says, in figures. */
  readonly purpose: string
  readonly summary: string
  readonly axes: PlaneAxes
  readonly height: number
  readonly isStale: boolean
  readonly legend?: ReactNode
  readonly targets: (frame: Frame) => readonly PlaneTarget[]
  readonly children: (frame: Frame) => ReactNode
  /** A mark opens something; absent where there is nothing behind it. */
  readonly onPick?: (key: string) => void
  /** The same as rows; made when it is asked for. Absent where the owner shows a table of its own. */
  readonly table?: () => ChartTable
}

const arrows: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] satisfies readonly Direction[]

export function Plane(props: PlaneProps) {
  const { title, purpose, summary, axes, height, isStale, legend, onPick } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [at, setAt] = useState<number | null>(null)
  const [isTable, setTable] = useState(false)
  const frame: Frame = { width, height, left: leftMargin(width, axes.y.names) }
  const targets = props.targets(frame)
  const save = () => {
    const svg = box.current?.querySelector('svg')
    if (svg) download(`${fileStem(title)}.svg`, standaloneSvg(svg, { title, link: location.href }), 'image/svg+xml')
  }
  const shown = at !== null && at < targets.length ? at : null
  const here = shown === null ? null : targets[shown]
  const onKeyDown = (event: KeyboardEvent) => {
    const last = targets.length - 1
    if (last < 0) return
    if (event.key === 'Enter' && here) onPick?.(here.key)
    else if (event.key === 'Home') setAt(0)
    else if (event.key === 'End') setAt(last)
    else if (event.key === 'Escape') setAt(null)
    else if (arrows.includes(event.key)) setAt(shown === null ? 0 : nextTarget(targets, shown, event.key as Direction))
    else return
    event.preventDefault()
  }
  return (
    <figure className="plane" data-stale={isStale || undefined} aria-labelledby={`${id}-title`}>
      <figcaption>
        <b id={`${id}-title`}>{title}</b>
        <span className="note"> {purpose}</span>
        {legend}
      </figcaption>
      <div
        ref={box}
        className="plane-plot"
        role="slider"
        tabIndex={0}
        aria-label={say('{title}, point cursor', { title })}
        aria-describedby={`${id}-summary`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, targets.length - 1)}
        aria-valuenow={shown ?? 0}
        aria-valuetext={here?.words ?? say('no point chosen')}
        onKeyDown={onKeyDown}
        onFocus={() => shown === null && targets.length > 0 && setAt(0)}
        onPointerMove={({ clientX, clientY, currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect()
          const near = targetAt(targets, clientX - left, clientY - top, REACH)
          if (near >= 0) setAt(near)
        }}
        onClick={({ clientX, clientY, currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect()
          const near = targetAt(targets, clientX - left, clientY - top, REACH)
          if (near >= 0) onPick?.(targets[near].key)
        }}
      >
        <svg width="100%" height={height} aria-hidden="true">
          <Axes axes={axes} frame={frame} />
          {props.children(frame)}
          {here && <circle className="plane-cursor" cx={here.x} cy={here.y} r={7} />}
        </svg>
      </div>
      <p className="plane-words num" aria-live="polite">
        {here
          ? here.words
          : onPick
            ? say('Point at a mark, or move with the arrow keys; Enter or a click opens it.')
            : say('Point at a mark, or move with the arrow keys.')}
      </p>
      <p id={`${id}-summary`} className="visually-hidden">
        {summary}
      </p>
      <p className="plane-actions">
        {props.table && (
          <button type="button" className="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? say('Hide the table') : say('As a table')}
          </button>
        )}
        <button type="button" className="quiet" onClick={save}>
          {say('Save as SVG')}
        </button>
      </p>
      {isTable && props.table && <DataTable caption={title} table={props.table()} />}
    </figure>
  )
}

/** Pixels around a mark that still mean it: half a fingertip. */
const REACH = 22

function Axes({ axes, frame }: { readonly axes: PlaneAxes; readonly frame: Frame }) {
  const x = plotX(frame)
  const y = plotY(frame)
  return (
    <g className="plane-axes">
      {axisTicks(axes.y, y, 44).map(({ at, label }) => (
        <g key={label}>
          <line x1={x[0]} x2={x[1]} y1={at} y2={at} />
          <text x={x[0] - 7} y={at} dy="0.32em" textAnchor="end">
            {shortened(label, Math.floor((x[0] - 28) / LETTER))}
          </text>
        </g>
      ))}
      {readable(axisTicks(axes.x, x, 64), x[1] - x[0]).map(({ at, label }) => (
        <text key={`${at} ${label}`} x={at} y={y[0] + 15} textAnchor="middle">
          {label}
        </text>
      ))}
      <line className="plane-base" x1={x[0]} x2={x[1]} y1={y[0]} y2={y[0]} />
      <text className="plane-title" x={(x[0] + x[1]) / 2} y={y[0] + 33} textAnchor="middle">
        {axisTitle(axes.x)}
      </text>
      <text className="plane-title" transform={`translate(12 ${(y[0] + y[1]) / 2}) rotate(-90)`} textAnchor="middle">
        {axisTitle(axes.y)}
      </text>
    </g>
  )
}

/** Names that would lie on each other: every second, third … one is left out, or they are cut short. */
function readable<T extends { readonly label: string }>(ticks: readonly T[], width: number): readonly T[] {
  const longest = Math.max(1, ...ticks.map(({ label }) => label.length))
  const each = Math.ceil((ticks.length * Math.min(longest, 18) * 6.5) / Math.max(1, width))
  return ticks
    .filter((_, place) => place % Math.max(1, each) === 0)
    .map((tick) => ({ ...tick, label: shortened(tick.label, 18) }))
}

const shortened = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text

function useWidth(box: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(640)
  useEffect(() => {
    if (box.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box])
  return width
}
