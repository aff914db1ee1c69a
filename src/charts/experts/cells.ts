/**
 * Activations per expert and second, resampled from the rows of a grid to columns of the plot.
 */
import type { GridWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { endOf, firstRowIn } from '../rows.ts'

/** One layer by its index, or null for the sum over all of them. */
export type LayerChoice = number | null

export interface ExpertCells {
  readonly columns: number
  readonly cells: number
  /** Activations a second, NaN where nothing is known: [cell × columns + column]. */
  readonly rate: Float32Array
  readonly largest: number
}

/** Amount of a cell in a row, in the chosen layer or over all of them. */
export function amountOf(window: GridWindow, row: number, cell: number, layer: LayerChoice): number {
  const { layers, cells, sum } = window
  if (layer !== null) return sum[(row * layers + layer) * cells + cell]
  let total = 0
  for (let l = 0; l < layers; l++) total += sum[(row * layers + l) * cells + cell]
  return total
}

/** Mean rate of every cell over [t0, t1); false where the window knows nothing of it. Writes into `rate`. */
export function ratesBetween(
  window: GridWindow,
  t0: Seconds,
  t1: Seconds,
  layer: LayerChoice,
  rate: Float32Array,
): boolean {
  rate.fill(0)
  let known = 0
  for (let row = firstRowIn(window, t0); row < window.length && window.start[row] < t1; row++) {
    const begin = window.start[row]
    const end = endOf(window, row)
    const inside = Math.min(end, t1) - Math.max(begin, t0)
    if (inside <= 0) continue
    known += inside
    const share = inside / (end - begin)
    for (let cell = 0; cell < window.cells; cell++) rate[cell] += amountOf(window, row, cell, layer) * share
  }
  if (known === 0) return false
  for (let cell = 0; cell < window.cells; cell++) rate[cell] /= known
  return true
}

/** Columns that lie in the same single row as the one before repeat it: zoomed in, a row costs once. */
export function cellsOf(
  window: GridWindow,
  view: { readonly t0: Seconds; readonly t1: Seconds; readonly width: number },
  layer: LayerChoice,
): ExpertCells {
  const columns = Math.max(1, Math.round(view.width))
  const { cells } = window
  const rate = new Float32Array(cells * columns)
  const one = new Float32Array(cells)
  let largest = 0
  let repeatedRow = -1
  let isKnown = false
  for (let column = 0; column < columns; column++) {
    const begin = view.t0 + (column / columns) * (view.t1 - view.t0)
    const end = view.t0 + ((column + 1) / columns) * (view.t1 - view.t0)
    const row = firstRowIn(window, begin)
    const isInside = row < window.length && window.start[row] <= begin && endOf(window, row) >= end
    if (!isInside || row !== repeatedRow) {
      isKnown = ratesBetween(window, begin, end, layer, one)
      repeatedRow = isInside ? row : -1
    }
    for (let cell = 0; cell < cells; cell++) {
      const value = isKnown ? one[cell] : Number.NaN
      rate[cell * columns + column] = value
      if (value > largest) largest = value
    }
  }
  return { columns, cells, rate, largest }
}
