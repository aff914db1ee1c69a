/**
 * Gains as bars with their intervals, a row each, on one logarithmic axis around 1. Every row says in words what its bar shows, so that
 * nothing hangs on the picture; the pointer tells the parts of a bar.
 */
import { type ReactNode, useCallback, useId, useRef, useState } from 'react'
import { significant } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { CanvasSurface, useSize } from '../CanvasSurface.tsx'
import type { PaintLayer } from '../canvas-layer.ts'
import { DataTable } from '../DataTable.tsx'
import { claimedText, describeGains, gainText, tellGain } from './describe.ts'
import { type ClaimedGain, type GainAxis, type GainRow, gainExtent, gainTicks, gainX } from './gains.ts'
import { hitGain } from './hit-test.ts'
import { paintGain } from './paint.ts'
import { gainsTable } from './table.ts'
import '../curves/plane.css'
import './gains.css'

export interface GainsFigureProps {
  readonly title: string
  /** One sentence: what it shows and how to read it. */
  readonly purpose: string
  /** What the rows are, as the head of the table’s first column. */
  readonly of: string
  readonly rows: readonly GainRow[]
  readonly claimed: ClaimedGain | null
  readonly theme: Theme
  /** What stands behind a row: a link. */
  readonly action?: (key: string) => ReactNode
}

/** Height of a bar’s box, CSS pixels. */
const HEIGHT = 22

export function GainsFigure({ title, purpose, of, rows, claimed, theme, action }: GainsFigureProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const [isTable, setTable] = useState(false)
  const [low, high] = gainExtent(rows, claimed)
  const axis: GainAxis = { low, high, width }
  return (
    <figure className="gains" aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
      <figcaption>
        <b id={`${id}-title`}>{title}</b> <span className="note">{purpose}</span>
        <p id={`${id}-summary`} className="visually-hidden">
          {describeGains(rows, claimed)}
        </p>
      </figcaption>
      {claimed && (
        <p className="gains-claimed">
          <span className="gains-key" aria-hidden="true" />{' '}
          {say('Claimed: {claimed}.', { claimed: claimedText(claimed) })}
        </p>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.key}>
            <p className="gains-words">
              <span>
                {row.title} <span className="note">{row.note}</span>
              </span>
              <b className="num">{gainText(row)}</b>
              {action?.(row.key)}
            </p>
            <GainBar row={row} look={{ axis, height: HEIGHT, claimed, theme }} />
          </li>
        ))}
      </ul>
      <div ref={box} className="gains-axis num" aria-hidden="true">
        {width > 0 &&
          gainTicks(axis).map((ratio) => (
            <span key={ratio} style={{ left: gainX(axis, ratio) }}>
              {tickText(ratio)}
            </span>
          ))}
      </div>
      <p className="plane-actions">
        <button type="button" className="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? say('Hide the table') : say('As a table')}
        </button>
      </p>
      {isTable && <DataTable caption={title} table={gainsTable(rows, of)} />}
    </figure>
  )
}

interface GainBarProps {
  readonly row: GainRow
  readonly look: Parameters<typeof paintGain>[2]
}

function GainBar({ row, look }: GainBarProps) {
  const { axis, claimed, theme } = look
  const { low, high, width } = axis
  const [tip, setTip] = useState<{ readonly words: string; readonly x: number } | null>(null)
  const marks: PaintLayer = useCallback(
    (ctx, wide, height) => paintGain(ctx, row, { axis: { low, high, width: wide }, height, claimed, theme }),
    [row, low, high, claimed, theme],
  )
  return (
    <div
      className="gains-bar"
      style={{ height: HEIGHT }}
      aria-hidden="true"
      onPointerMove={({ clientX, currentTarget }) => {
        const x = clientX - currentTarget.getBoundingClientRect().left
        const part = hitGain(x, row, look)
        setTip(part === null ? null : { words: tellGain(part, row, claimed), x })
      }}
      onPointerLeave={() => setTip(null)}
    >
      <CanvasSurface size={{ width, height: HEIGHT }} marks={marks} overlay={nothing} />
      {tip && (
        <span
          className="gains-tip num"
          style={tip.x < width / 2 ? { left: tip.x + 12 } : { right: width - tip.x + 12 }}
        >
          {tip.words}
        </span>
      )}
    </div>
  )
}

const nothing: PaintLayer = () => undefined

/** `0.5 ×`, `2 ×`: round ones, without zeros that say nothing. */
const tickText = (ratio: number): string => `${Number(significant(ratio, 2).replaceAll(',', ''))} ×`
