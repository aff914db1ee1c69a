/** Paints the blocks of a KV cache: a square a block in the colour of its state, hatched where several share it. */
import type { BlockMap } from '../../engines/serving/asked.ts'
import type { Theme } from '../../ui/theme.ts'
import { type BlockCells, stateOf } from './cells.ts'

/** Of others while a request is selected. */
const FAINT = 0.25

export function paintBlocks(
  ctx: CanvasRenderingContext2D,
  map: BlockMap,
  cells: BlockCells,
  { theme, request }: { readonly theme: Theme; readonly request: number | null },
): void {
  const { columns, side, count, blocksPerCell } = cells
  const gap = side > 5 ? 1 : side > 3 ? 0.5 : 0.25
  for (let cell = 0; cell < count; cell++) {
    const style = theme.style(map.states[stateOf(map, cell, blocksPerCell)])
    const x = (cell % columns) * side
    const y = Math.floor(cell / columns) * side
    const isMine = request === null || holdsOf(map, cell, blocksPerCell, request)
    ctx.globalAlpha = isMine ? 1 : FAINT
    ctx.fillStyle = style.colour
    ctx.fillRect(x, y, side - gap, side - gap)
    if (style.hatched && side > 3) {
      ctx.strokeStyle = theme.ground
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.moveTo(x, y + side - gap)
      ctx.lineTo(x + side - gap, y)
      ctx.stroke()
    }
  }
  ctx.globalAlpha = 1
}

function holdsOf({ owner }: BlockMap, cell: number, blocksPerCell: number, request: number): boolean {
  for (let block = cell * blocksPerCell; block < (cell + 1) * blocksPerCell; block++) {
    if (owner[block] === request) return true
  }
  return false
}
