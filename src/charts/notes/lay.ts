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
  /** Where its number stands, so that two do not lie on each other. */
  readonly flag: number
  readonly side: 'right' | 'left'
}

/** More sentences would hide what they are about; the others keep their lines. */
const MOST = 5
/** A sentence whose moment lies this far to the right stands to the left of it. */
const TURN = 0.5

/** Width of a number, as a share of a chart on a phone. */
const FLAG = 0.07

/** From the top row on. */
export function layNotes(notes: readonly ChartNote[], t0: number, t1: number): readonly LaidNote[] {
  const shown = notes
    .filter(({ at }) => at >= t0 && at <= t1)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map((note, place): LaidNote => {
      const x = (note.at - t0) / (t1 - t0)
      return { note, number: place + 1, x, flag: x, side: x > TURN ? 'left' : 'right' }
    })
  const flags = apart(shown.map(({ x }) => x))
  const flagged = shown.map((laid, i) => ({ ...laid, flag: flags[i] }))
  const toRight = flagged.filter(({ side }) => side === 'right').reverse()
  return [...toRight, ...flagged.filter(({ side }) => side === 'left')]
}

/** Ascending places, moved to the right until none touches the one before it, and back from the end where they leave it. */
function apart(places: readonly number[]): readonly number[] {
  const moved = [...places]
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i], moved[i - 1] + FLAG)
  for (let i = moved.length - 1, most = 1; i >= 0; i--, most -= FLAG) moved[i] = Math.min(moved[i], most)
  return moved
}
