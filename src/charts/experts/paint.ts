/**
 * Expert activations as a heat map: an expert a row, time from left to right, colour by activations a second. Painted as
 * pixels at data resolution, which the surface stretches: 256 experts × 900 columns take one image, not 230,000 rectangles.
 */
import type { GridWindow } from '../../kernel/tracks.ts'
import type { Theme } from '../../ui/theme.ts'
import type { PlotView, Raster } from '../chart.ts'
import { cellsOf, type ExpertCells, type LayerChoice } from './cells.ts'

/** `each`: every expert by its own maximum, which shows rhythm; `all`: one scale, which shows imbalance. */
export type Normalisation = 'all' | 'each'

export interface ExpertsColumns {
  readonly window: GridWindow
  readonly layer: LayerChoice
  readonly normalisation: Normalisation
}

export function rasterExperts(view: PlotView, columns: ExpertsColumns, theme: Theme): Raster {
  return colourCells(cellsOf(columns.window, view, columns.layer), view.height, columns.normalisation, theme)
}

/** With more experts than pixels neighbours are averaged, so that no expert is dropped by the stretch. */
export function colourCells(grid: ExpertCells, height: number, normalisation: Normalisation, theme: Theme): Raster {
  const rows = Math.max(1, Math.min(grid.cells, Math.floor(height)))
  const pixels = new Uint8ClampedArray(rows * grid.columns * 4)
  const values = new Float32Array(grid.columns)
  const { sequential } = theme
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * grid.cells) / rows)
    const until = Math.max(from + 1, Math.floor(((row + 1) * grid.cells) / rows))
    const most = averageRows(grid, from, until, values)
    const whole = normalisation === 'each' ? most : grid.largest
    const factor = whole > 0 ? 1 / whole : 1
    let at = row * grid.columns * 4
    for (let column = 0; column < grid.columns; column++, at += 4) {
      const value = values[column] * factor
      // Not computed yet (NaN): transparent, the ground shows.
      if (!(value >= 0)) continue
      // The square root spreads the many small rates, as lightness is perceived. + 0.5 rounds.
      const step = ((Math.sqrt(Math.min(1, value)) * 255 + 0.5) | 0) * 3
      pixels[at] = sequential[step]
      pixels[at + 1] = sequential[step + 1]
      pixels[at + 2] = sequential[step + 2]
      pixels[at + 3] = 255
    }
  }
  return { width: grid.columns, height: rows, pixels }
}

/** Mean of the cells [from, until) in every column, into `values`; answers the largest. */
function averageRows({ rate, cells, columns }: ExpertCells, from: number, until: number, values: Float32Array): number {
  let most = 0
  const share = 1 / (until - from)
  for (let column = 0; column < columns; column++) {
    let total = 0
    for (let i = column * cells + from; i < column * cells + until; i++) total += rate[i]
    const value = total * share
    values[column] = value
    if (value > most) most = value
  }
  return most
}
