/**
 * Balance and locality of expert choices over a range, layer by layer, from the rows of a grid.
 *
 * Balance: the busiest expert's load over the mean (1 is even), the variation of loads (0 is even), and the share that the
 * busiest eighth of the experts takes (an eighth is even). Locality: how many of the experts touched in one row are touched in
 * the next (Jaccard: shared over all of both). A row is one iteration where the window is fine enough, else several.
 */
import type { GridWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { endOf, firstRowIn } from '../rows.ts'

export interface ExpertReading {
  readonly layer: number
  /** Activations in the range; the readings are NaN where there are none. */
  readonly activations: number
  /** Experts touched at all. */
  readonly touched: number
  /** Load of the busiest expert over the mean load. */
  readonly imbalance: number
  /** Standard deviation of loads over their mean. */
  readonly variation: number
  /** Share of activations that the busiest eighth of the experts takes, 0 to 1. */
  readonly topShare: number
  /** Mean overlap of the experts touched by consecutive rows, 0 to 1; NaN for fewer than two rows. */
  readonly locality: number
}

/** One reading a layer, over the rows that lie in [t0, t1) at least in part. */
export function expertReadings(window: GridWindow, t0: Seconds, t1: Seconds): readonly ExpertReading[] {
  return Array.from({ length: window.layers }, (_, layer) => readingOf(window, layer, t0, t1))
}

function readingOf(window: GridWindow, layer: number, t0: Seconds, t1: Seconds): ExpertReading {
  const { cells, layers, sum, start, length } = window
  const load = new Float64Array(cells)
  let overlap = 0
  let pairs = 0
  let before = -1
  for (let row = firstRowIn(window, t0); row < length && start[row] < t1; row++) {
    if (endOf(window, row) <= t0) continue
    const from = (row * layers + layer) * cells
    let isTouched = false
    for (let cell = 0; cell < cells; cell++) {
      load[cell] += sum[from + cell]
      if (sum[from + cell] > 0) isTouched = true
    }
    if (!isTouched) continue // nothing ran
    if (before >= 0) {
      overlap += jaccard(sum, before, from, cells)
      pairs++
    }
    before = from
  }
  const activations = load.reduce((total, amount) => total + amount, 0)
  const mean = activations / cells
  const variance = load.reduce((total, amount) => total + (amount - mean) * (amount - mean), 0) / cells
  const eighth = Math.max(1, Math.round(cells / 8))
  const busiest = load.toSorted((a, b) => b - a).subarray(0, eighth)
  return {
    layer,
    activations,
    touched: load.reduce((count, amount) => (amount > 0 ? count + 1 : count), 0),
    imbalance: Math.max(...load) / mean,
    variation: Math.sqrt(variance) / mean,
    topShare: busiest.reduce((total, amount) => total + amount, 0) / activations,
    locality: overlap / pairs,
  }
}

function jaccard(sum: Float32Array, one: number, other: number, cells: number): number {
  let shared = 0
  let all = 0
  for (let cell = 0; cell < cells; cell++) {
    const inOne = sum[one + cell] > 0
    const inOther = sum[other + cell] > 0
    if (inOne && inOther) shared++
    if (inOne || inOther) all++
  }
  return shared / all
}
