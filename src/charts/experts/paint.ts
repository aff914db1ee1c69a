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
  const overall = 1 / (grid.largest > 0 ? grid.largest : 1)
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * grid.cells) / rows)
    const until = Math.max(from + 1, Math.floor(((row + 1) * grid.cells) / rows))
    averageRows(grid, from, until, values)
    let factor = overall
    if (normalisation === 'each') {
      let most = 0
      for (const value of values) if (value > most) most = value
      factor = 1 / (most > 0 ? most : 1)
    }
    for (let column = 0; column < grid.columns; column++) {
      const value = values[column]
      // Not computed yet: transparent, the ground shows.
      if (Number.isNaN(value)) continue
      // The square root spreads the many small rates, as lightness is perceived.
      const step = Math.min(255, Math.round(Math.sqrt(value * factor) * 255)) * 3
      const at = (row * grid.columns + column) * 4
      pixels[at] = theme.sequential[step]
      pixels[at + 1] = theme.sequential[step + 1]
      pixels[at + 2] = theme.sequential[step + 2]
      pixels[at + 3] = 255
    }
  }
  return { width: grid.columns, height: rows, pixels }
}

function averageRows(grid: ExpertCells, from: number, until: number, values: Float32Array): void {
  for (let column = 0; column < grid.columns; column++) {
    let total = 0
    for (let cell = from; cell < until; cell++) total += grid.rate[cell * grid.columns + column]
    values[column] = total / (until - from)
  }
}
