/**
 * Who holds which KV block: a square a block, one tab stop whose cursor walks over the squares, the words of the block below,
 * and the same as a table by request.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { BlockMap } from '../../engines/serving/asked.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { paintCanvas } from '../canvas-layer.ts'
import { DataTable } from '../DataTable.tsx'
import { type BlockCells, blockSummary, blockTable, cellAt, countStates, layOut, stateOf } from './cells.ts'
import { paintBlocks } from './paint.ts'
import './block-map.css'

export interface BlockMapFigureProps {
  readonly map: BlockMap
  readonly theme: Theme
  /** The selected request: others are faint. */
  readonly request: number | null
  readonly isStale: boolean
  readonly onRequest: (request: number | null) => void
}

export function BlockMapFigure({ map, theme, request, isStale, onRequest }: BlockMapFigureProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(640)
  const [cursor, setCursor] = useState<number | null>(null)
  const [isTable, setTable] = useState(false)
  const cells = layOut(map, width)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(40, Math.floor(entry.contentRect.width))))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!canvas.current) return
    paintCanvas(canvas.current, width, cells.rows * cells.side, (ctx) => {
      paintBlocks(ctx, map, cells, { theme, request })
      if (cursor !== null) outline(ctx, cells, cursor, theme)
    })
  })
  const pick = (cell: number) => {
    const owner = map.owner[cell * cells.blocksPerCell]
    onRequest(owner >= 0 && owner !== request ? owner : null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextCell(event.key, cursor ?? 0, cells)
    if (event.key === 'Enter' && cursor !== null) pick(cursor)
    else if (next === null) return
    else setCursor(next)
    event.preventDefault()
  }
  const words = cursor === null || cursor >= cells.count ? null : wordsOf(map, cursor, cells.blocksPerCell)
  return (
    <figure className="plane" data-stale={isStale || undefined} aria-labelledby={`${id}-title`}>
      <figcaption>
        <b id={`${id}-title`}>{say('KV blocks')}</b>{' '}
        <span className="note">
          {cells.blocksPerCell === 1
            ? say('A square a block of {tokens} tokens.', { tokens: map.blockTokens })
            : say('A square {n} blocks of {tokens} tokens.', { n: cells.blocksPerCell, tokens: map.blockTokens })}
        </span>
        <BlockLegend map={map} theme={theme} />
      </figcaption>
      <div
        ref={box}
        className="block-map"
        role="slider"
        tabIndex={0}
        aria-label={say('KV blocks, block cursor')}
        aria-describedby={`${id}-summary`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, cells.count - 1)}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={words ?? say('no block chosen')}
        onKeyDown={onKeyDown}
        onFocus={() => cursor === null && setCursor(0)}
        onPointerMove={(event) => {
          const cell = cellUnder(event, cells)
          if (cell >= 0) setCursor(cell)
        }}
        onClick={(event) => {
          const cell = cellUnder(event, cells)
          if (cell >= 0) pick(cell)
        }}
      >
        <canvas ref={canvas} style={{ width, height: cells.rows * cells.side }} />
      </div>
      <p className="plane-words num" aria-live="polite">
        {words ?? say('Point at a block, or walk with the arrow keys; Enter or a click selects its request.')}
      </p>
      <p id={`${id}-summary`} className="note num">
        {blockSummary(map)}{' '}
        <button type="button" className="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? say('Hide the table') : say('As a table')}
        </button>
      </p>
      {isTable && <DataTable caption={say('Requests that hold blocks')} table={blockTable(map)} />}
    </figure>
  )
}

function BlockLegend({ map, theme }: { readonly map: BlockMap; readonly theme: Theme }) {
  const counts = countStates(map)
  return (
    <ul className="plane-legend num">
      {map.states.map((state, i) => {
        const { colour, hatched, edge } = theme.style(state)
        return (
          <li key={state}>
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" fill={colour} stroke={edge ?? theme.rule} />
              {hatched && <path d="M0 12L12 0" stroke={theme.ground} strokeWidth="2" />}
            </svg>
            {say(state)} {counts[i]}
          </li>
        )
      })}
    </ul>
  )
}

function wordsOf(map: BlockMap, cell: number, blocksPerCell: number): string {
  const block = cell * blocksPerCell
  const state = map.states[stateOf(map, cell, blocksPerCell)]
  if (blocksPerCell > 1)
    return say('Blocks {from} to {until}: mostly {state}', { from: block, until: block + blocksPerCell - 1, state })
  const owner = map.owner[block]
  if (owner < 0) return say('Block {block}: {state}', { block, state: say(state) })
  const others = map.holders[block] - 1
  return others > 0
    ? say('Block {block}: request {owner} and {others} more', { block, owner, others })
    : say('Block {block}: request {owner}, {state}', { block, owner, state: say(state) })
}

function nextCell(key: string, from: number, { columns, count }: BlockCells): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: count - 1 - from,
  }
  const step = steps[key]
  return step === undefined ? null : Math.min(count - 1, Math.max(0, from + step))
}

function cellUnder(
  { clientX, clientY, currentTarget }: React.PointerEvent | React.MouseEvent,
  cells: BlockCells,
): number {
  const { left, top } = currentTarget.getBoundingClientRect()
  return cellAt(cells, clientX - left, clientY - top)
}

function outline(ctx: CanvasRenderingContext2D, { columns, side }: BlockCells, cell: number, theme: Theme): void {
  ctx.strokeStyle = theme.ink
  ctx.lineWidth = 2
  ctx.strokeRect((cell % columns) * side - 0.5, Math.floor(cell / columns) * side - 0.5, side, side)
}
