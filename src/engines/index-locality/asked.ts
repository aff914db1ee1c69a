/** What a run on locality can be asked beside what every engine knows. */
import { defineQuestion } from '../../kernel/question.ts'

/**
 * A structure as a picture: rows of boxes from the top down and lines between them. Whoever draws knows nothing of skip lists or trees. A
 * structure that is too large leaves boxes out and says how many.
 */
export interface Drawing {
  readonly title: string
  /** What a row is, from the top. */
  readonly rows: readonly DrawnRow[]
  /** From and to are numbers of boxes, counted through all rows. */
  readonly lines: readonly { readonly from: number; readonly to: number; readonly weight: number }[]
  /** What the shade of a box stands for, and its largest value. */
  readonly shade: { readonly label: string; readonly most: number }
  /** A sentence for who cannot see it. */
  readonly words: string
}

export interface DrawnRow {
  readonly label: string
  /** Boxes in the row, those that are drawn and those that are left out. */
  readonly boxes: readonly DrawnBox[]
  readonly leftOut: number
}

export interface DrawnBox {
  /** Centre and width as shares of the row, 0 to 1. */
  readonly at: number
  readonly width: number
  readonly label: string
  /** Value that shades it, 0 to `shade.most`. */
  readonly shade: number
  /** How full it is, 0 to 1; 1 where that means nothing. */
  readonly full: number
}

/** The structure as it stands. */
export const structure = defineQuestion<[], Drawing | null>({ id: 'structure', doing: 'drawing the structure' })
