/** A plot of ten seconds on 100 × 104 px: 10 px a second, and with the headroom of 4 px one pixel a per cent. */
import type { PlotView } from '../../src/charts/chart.ts'

export const plotView = (change: Partial<PlotView> = {}): PlotView => ({
  t0: 0,
  t1: 10,
  width: 100,
  height: 104,
  hidden: new Set(),
  ...change,
})
