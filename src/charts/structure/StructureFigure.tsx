/**
 * A structure as rows of boxes: how full a box is shows as how far it is filled, and how often it was visited as how strong. Lines lead
 * from a box to what lies below it.
 */
import { useEffect, useId, useRef, useState } from 'react'
import type { Drawing } from '../../engines/index-locality/asked.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { DataTable } from '../DataTable.tsx'
import { heightOf, type PlacedBox, placeBoxes, ROW, structureTable } from './boxes.ts'
import './structure.css'

export interface StructureFigureProps {
  readonly drawing: Drawing
  readonly theme: Theme
  readonly isStale: boolean
}

export function StructureFigure({ drawing, theme, isStale }: StructureFigureProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  const [isTable, setTable] = useState(false)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(160, Math.floor(entry.contentRect.width))))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  const boxes = placeBoxes(drawing, width)
  return (
    <figure className="plane structure" data-stale={isStale || undefined} aria-labelledby={`${id}-title`}>
      <figcaption>
        <b id={`${id}-title`}>{say(drawing.title)}</b>{' '}
        <span className="note">
          {isAlwaysFull(drawing)
            ? say('The stronger a box, the more {shade}.', { shade: say(drawing.shade.label) })
            : say('The stronger a box, the more {shade}; it is filled as far as it is full.', {
                shade: say(drawing.shade.label),
              })}
        </span>
      </figcaption>
      <div ref={box} className="structure-box">
        <svg width={width} height={heightOf(drawing)} role="img" aria-label={drawing.words}>
          {drawing.lines.map(({ from, to, weight }) => (
            <Line key={`${from} ${to}`} from={boxes[from]} to={boxes[to]} weight={weight} theme={theme} />
          ))}
          {boxes.map((placed) => (
            <Box key={placed.key} placed={placed} theme={theme} shade={drawing.shade.label} />
          ))}
          {drawing.rows.map(({ label, leftOut }, row) => (
            <text key={label} className="structure-row num" x={0} y={row * ROW + 14}>
              {leftOut > 0 ? say('{row}, {n} left out', { row: label, n: leftOut }) : label}
            </text>
          ))}
        </svg>
      </div>
      <p className="note num">
        {drawing.words}{' '}
        <button type="button" className="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? say('Hide the table') : say('As a table')}
        </button>
      </p>
      {isTable && <DataTable caption={say(drawing.title)} table={structureTable(drawing)} />}
    </figure>
  )
}

const isAlwaysFull = ({ rows }: Drawing): boolean => rows.every(({ boxes }) => boxes.every(({ full }) => full === 1))

interface BoxProps {
  readonly placed: PlacedBox
  readonly theme: Theme
  readonly shade: string
}

function Box({ placed, theme, shade }: BoxProps) {
  const { x, y, wide, high, full, strength, label, hasLabel, row } = placed
  const filled = Math.max(1, high * full)
  return (
    <g>
      <rect x={x} y={y} width={wide} height={high} fill={theme.field} stroke={theme.rule} />
      <rect
        {...{ x, width: wide, y: y + high - filled, height: filled }}
        fill={theme.colour('decode')}
        fillOpacity={0.12 + 0.6 * Math.sqrt(strength)}
      />
      {hasLabel && (
        <text className="structure-label num" x={x + wide / 2} y={y + high / 2 + 4} fill={theme.ink}>
          {label}
        </text>
      )}
      <title>{`${row}: ${label}, ${Math.round(full * 100)} %, ${placed.shade} ${shade}`}</title>
    </g>
  )
}

interface LineProps {
  readonly from: PlacedBox
  readonly to: PlacedBox
  readonly weight: number
  readonly theme: Theme
}

function Line({ from, to, weight, theme }: LineProps) {
  const isDown = to.y >= from.y
  return (
    <line
      x1={from.x + from.wide / 2}
      y1={isDown ? from.y + from.high : from.y}
      x2={to.x + to.wide / 2}
      y2={isDown ? to.y : to.y + to.high}
      stroke={theme.soft}
      strokeOpacity={0.15 + 0.45 * weight}
    />
  )
}
