/** What all charts share, from the stores: range, crosshair, selection, and the ends of the run. */
import { useMemo } from 'react'
import type { ChartView } from '../../charts/chart.ts'
import { useDocument, useRun, useView } from '../../store/lab-context.tsx'
import { momentOf, type TimeSpan } from '../../store/view.ts'

/** The whole run, or the part that is zoomed in on. */
export function useShownRange(): TimeSpan {
  const range = useView((view) => view.range)
  const { t1 } = useBounds()
  return useMemo(() => range ?? [0, t1], [range, t1])
}

/** A run of no length would leave charts without an axis: a millisecond is shown at least. */
const SHORTEST = 1e-3 // s

export function useBounds(): { readonly t0: number; readonly t1: number } {
  const extent = useRun((run) => run.extent)
  return useMemo(() => ({ t0: 0, t1: Math.max(extent, SHORTEST) }), [extent])
}

export function useChartView(): ChartView {
  const [t0, t1] = useShownRange()
  const cursor = useView(momentOf)
  const selection = useView((view) => view.selection)
  const life = useView((view) => view.requestSpan)
  const noted = useDocument((state) => state.document.view?.notes)
  const notes = useMemo(() => Object.values(noted ?? {}), [noted])
  return useMemo(() => ({ t0, t1, cursor, selection, life, notes }), [t0, t1, cursor, selection, life, notes])
}
