/**
 * Sentences beside the moments they speak of. Each stands in a row of its own under the plots, with a line up to its moment, on the side
 * where there is more room. Of those that stand to the right of their line the latest is on top, of those to the left the earliest: so no
 * line goes through a sentence of its own side.
 */
import type { ArmIdentity, TimeNote } from '../chart.ts'

export interface ChartNote extends TimeNote {
  /** Whose strip it is of, where there are several. */
  readonly arm?: Pick<ArmIdentity, 'label' | 'place'>
}

export interface LaidNote {
  readonly note: ChartNote
  /** In order of time, from 1. */
  readonly number: number
  /** Where its moment lies, as a share of the width. */
  readonly x: number
  readonly side: 'right' | 'left'
}

/** More sentences would hide what they are about; the others keep their lines. */
const MOST = 5
/** A sentence whose moment lies this far to the right stands to the left of it. */
const TURN = 0.55

/** From the top row on. */
export function layNotes(notes: readonly ChartNote[], t0: number, t1: number): readonly LaidNote[] {
  const shown = notes
    .filter(({ at }) => at >= t0 && at <= t1)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map((note, place): LaidNote => {
      const x = (note.at - t0) / (t1 - t0)
      return { note, number: place + 1, x, side: x > TURN ? 'left' : 'right' }
    })
  const toRight = shown.filter(({ side }) => side === 'right').reverse()
  return [...toRight, ...shown.filter(({ side }) => side === 'left')]
}
