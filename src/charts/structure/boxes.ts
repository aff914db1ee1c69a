/** Where the boxes of a structure stand, and the same as words and as a table. Pure: rows of shares in, pixels out. */
import type { Drawing, DrawnBox } from '../../engines/index-locality/asked.ts'
import type { ChartTable } from '../chart.ts'

export const ROW = 46
const BOX = 22
const TOP = 20
/** Two boxes that touch could not be told apart. */
const GAP = 1.5
/** Wide enough for the label of a box, in pixels a letter. */
const LETTER = 6.5

export interface PlacedBox extends DrawnBox {
  /** Row and place in it: a box has no other name. */
  readonly key: string
  readonly x: number
  readonly y: number
  readonly wide: number
  readonly high: number
  readonly row: string
  /** 0 to 1. */
  readonly strength: number
  readonly hasLabel: boolean
}

export function placeBoxes({ rows, shade }: Drawing, width: number): readonly PlacedBox[] {
  return rows.flatMap(({ boxes, label }, row) =>
    boxes.map((box, place) => {
      const wide = Math.max(1, Math.min(72, box.width * width - GAP))
      return {
        ...box,
        key: `${row} ${place}`,
        ...{ x: box.at * width - wide / 2, y: TOP + row * ROW, wide, high: BOX, row: label },
        strength: shade.most > 0 ? Math.min(1, box.shade / shade.most) : 0,
        hasLabel: box.label.length * LETTER <= wide,
      }
    }),
  )
}

export const heightOf = ({ rows }: Drawing): number => rows.length * ROW + 4

export function structureTable({ rows, shade }: Drawing): ChartTable {
  return {
    columns: [
      { label: 'row', unit: '' },
      { label: 'box', unit: '' },
      { label: 'full', unit: 'fraction' },
      { label: shade.label, unit: '' },
    ],
    rows: rows.flatMap(({ label, boxes }) => boxes.map((box) => [label, box.label, box.full, box.shade])),
  }
}
