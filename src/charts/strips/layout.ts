/**
 * Where the strips of a chart lie: one an arm, from the top, the height shared among those that have a plot. An arm without
 * one (it has no such track, no such instance) takes a line of words.
 */

export interface Strip {
  readonly y0: number
  readonly y1: number
}

/** Pixels between two strips: a thin rule, and room for the lowest label of one and the highest of the next. */
export const GAP = 7
/** A line of words, in 11 px. */
const LINE = 18
/** Below this a stack of states has no shape left, and two labels of the axis touch. */
export const LEAST = 44

/** Of one arm's own height, what a strip among 1, 2, 3 and 4 keeps: more arms make the row higher, each of them lower. */
const KEPT = [1, 0.72, 0.58, 0.5] as const

/** The height of a chart of several arms; `own` is that of one arm alone, `hasPlot` tells which arms have a plot. */
export function heightOfStrips(own: number, hasPlot: readonly boolean[]): number {
  const plots = hasPlot.filter((has) => has).length
  const each = Math.min(own, Math.max(LEAST, Math.round(own * KEPT[Math.min(plots, KEPT.length) - 1])))
  return plots * each + (hasPlot.length - plots) * LINE + (hasPlot.length - 1) * GAP
}

/** Strips on whole pixels, from the top; they and the gaps between them fill the height where there is room for both. */
export function layStrips(hasPlot: readonly boolean[], height: number): readonly Strip[] {
  const plots = hasPlot.filter((has) => has).length
  const lines = hasPlot.length - plots
  const left = Math.max(0, height - lines * LINE - (hasPlot.length - 1) * GAP)
  let y = 0
  let drawn = 0
  return hasPlot.map((has) => {
    const y0 = y
    // Rounded sums, not rounded parts: the last strip ends where the plot does.
    const y1 = has ? y0 + Math.round(((drawn + 1) * left) / plots) - Math.round((drawn * left) / plots) : y0 + LINE
    if (has) drawn++
    y = y1 + GAP
    return { y0, y1 }
  })
}

/** The strip under a point, −1 in a gap and outside. */
export const stripAt = (strips: readonly Strip[], y: number): number =>
  strips.findIndex(({ y0, y1 }) => y >= y0 && y < y1)
