/**
 * A block map laid out: which block is where, and how many blocks share a cell when there are more blocks than cells that a
 * reader could tell apart.
 */
import type { BlockMap } from '../../engines/serving/asked.ts'
import type { ChartTable } from '../chart.ts'

export interface BlockCells {
  readonly columns: number
  readonly rows: number
  /** Pixels of a cell's side, gap included. */
  readonly side: number
  readonly blocksPerCell: number
  readonly count: number
}

/** Cells are between 3 and 14 px wide; the map is at most this high. */
const HIGHEST = 280
const SMALLEST = 3
const LARGEST = 14

export function layOut({ state }: Pick<BlockMap, 'state'>, width: number): BlockCells {
  const most = Math.max(1, Math.floor(width / SMALLEST)) * Math.floor(HIGHEST / SMALLEST)
  const blocksPerCell = Math.max(1, Math.ceil(state.length / most))
  const count = Math.ceil(state.length / blocksPerCell)
  let side = LARGEST
  while (side > SMALLEST && Math.ceil(count / Math.max(1, Math.floor(width / side))) * side > HIGHEST) side--
  const columns = Math.max(1, Math.floor(width / side))
  return { columns, rows: Math.ceil(count / columns), side, blocksPerCell, count }
}

/** The state most of a cell's blocks are in; of equals, the first of `states`. */
export function stateOf(
  { state, states }: Pick<BlockMap, 'state' | 'states'>,
  cell: number,
  blocksPerCell: number,
): number {
  if (blocksPerCell === 1) return state[cell]
  const counts = new Uint32Array(states.length)
  const end = Math.min(state.length, (cell + 1) * blocksPerCell)
  for (let block = cell * blocksPerCell; block < end; block++) counts[state[block]]++
  return counts.indexOf(Math.max(...counts))
}

/** Blocks in each state, in the order of `states`. */
export function countStates({ state, states }: Pick<BlockMap, 'state' | 'states'>): readonly number[] {
  const counts = new Array<number>(states.length).fill(0)
  for (const one of state) counts[one]++
  return counts
}

/** `1,204 of 2,588 blocks in use by 37 requests; 12 shared by several; 320 cached; 1,064 free`. */
export function blockSummary(map: BlockMap): string {
  const counts = countStates(map)
  const of = (state: string): number => counts[map.states.indexOf(state)] ?? 0
  const owners = new Set(map.owner.filter((owner) => owner >= 0)).size
  const used = map.state.length - of('free') - of('cached')
  return `${used} of ${map.state.length} blocks in use by ${owners} requests; ${of('shared')} shared by several, ${of('cached')} cached without an owner, ${of('free')} free.`
}

/** A row a request that holds blocks, the largest first. */
export function blockTable(map: BlockMap): ChartTable {
  const held = new Map<number, { blocks: number; shared: number }>()
  for (let block = 0; block < map.state.length; block++) {
    const owner = map.owner[block]
    if (owner < 0) continue
    const mine = held.get(owner) ?? { blocks: 0, shared: 0 }
    mine.blocks++
    if (map.holders[block] > 1) mine.shared++
    held.set(owner, mine)
  }
  return {
    columns: [
      { label: 'request', unit: '' },
      { label: 'blocks', unit: '' },
      { label: 'of them shared', unit: '' },
      { label: 'KV', unit: 'tokens' },
    ],
    rows: [...held]
      .sort(([, a], [, b]) => b.blocks - a.blocks)
      .map(([request, { blocks, shared }]) => [request, blocks, shared, blocks * map.blockTokens]),
  }
}

/** The cell under a point, −1 beside the map. */
export function cellAt({ columns, side, count }: BlockCells, x: number, y: number): number {
  const column = Math.floor(x / side)
  const cell = Math.floor(y / side) * columns + column
  return x < 0 || y < 0 || column >= columns || cell >= count ? -1 : cell
}
