/** Binds the functions of the expert heat map to their columns. */
import type { GridWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Theme } from '../../ui/theme.ts'
import type { AxisTick, ChartModel, PlotView, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { neighbourOf, rowAt } from '../rows.ts'
import { amountsOf, type LayerChoice } from './cells.ts'
import { describeExperts } from './describe.ts'
import { hitExperts } from './hit-test.ts'
import { type Normalisation, rasterExperts } from './paint.ts'
import { expertsTable } from './table.ts'

export interface ExpertsOptions {
  readonly layer: LayerChoice
  readonly normalisation: Normalisation
}

export function expertsModel(window: GridWindow | null, options: ExpertsOptions, theme: Theme): ChartModel {
  const base = {
    title: 'Expert activations',
    purpose:
      'How often each expert (a row) is chosen over time; darker or brighter than its ground means more tokens a second.',
    unit: 'activations/s',
    height: 132,
  }
  if (window === null) return emptyModel({ ...base, empty: 'This model is dense: it has no experts to choose from.' })
  // A layer that this model does not have (the picker kept it from another run) means all of them.
  const layer = options.layer !== null && options.layer < window.layers ? options.layer : null
  const columns = { window, layer, normalisation: options.normalisation }
  return {
    ...base,
    provenance: window.track.provenance ?? null,
    legend: [],
    empty: null,
    // All marks are pixels of the raster.
    paint: () => undefined,
    raster: (view) => rasterExperts(view, columns, theme),
    axis: (view) => expertsAxis(window, view),
    hitTest: (x, y, view) => hitExperts(x, y, view, columns),
    readout: (time) => readExperts(window, layer, time),
    describe: (view) => describeExperts(columns, view),
    table: (view) => expertsTable(columns, view),
    neighbour: (time, direction) => neighbourOf(window, time, direction),
  }
}

/** Numbers of the first, middle and last expert, from the top. */
function expertsAxis(window: GridWindow, view: PlotView): readonly AxisTick[] {
  const last = window.cells - 1
  return [0, Math.floor(window.cells / 2), last].map((cell) => ({
    y: ((cell + 0.5) / window.cells) * view.height,
    label: `${cell}`,
  }))
}

function readExperts(window: GridWindow, layer: LayerChoice, time: Seconds): readonly ReadoutLine[] {
  const row = rowAt(window, time)
  if (row < 0) return []
  const amounts = amountsOf(window, layer)
  let used = 0
  let busiest = 0
  let most = 0
  let total = 0
  for (let cell = 0; cell < window.cells; cell++) {
    const amount = amounts[row * window.cells + cell]
    total += amount
    if (amount > 0) used++
    if (amount > most) {
      most = amount
      busiest = cell
    }
  }
  const lines: ReadoutLine[] = [
    { name: 'experts used', text: `${used} of ${window.cells}`, reading: { low: used, high: used, unit: '' } },
  ]
  if (total > 0) lines.push({ name: 'busiest', text: `expert ${busiest}, ${((most / total) * 100).toFixed(1)} %` })
  return lines
}
