/** A chart that its run cannot fill: one line of words instead of a plot. */
import type { ChartModel, ChartTable } from './chart.ts'

export function emptyModel(
  words: Pick<ChartModel, 'title' | 'purpose' | 'unit' | 'height'> & { readonly empty: string },
): ChartModel {
  return {
    ...words,
    provenance: null,
    legend: [],
    paint: nothing,
    raster: () => null,
    axis: () => [],
    hitTest: () => null,
    readout: () => [],
    describe: () => words.empty,
    table: () => noRows,
    neighbour: () => null,
  }
}

const noRows: ChartTable = { columns: [], rows: [] }

function nothing(): void {
  // There are no marks.
}
