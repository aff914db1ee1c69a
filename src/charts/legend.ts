/** Legend entries of a track's series. */
import { seriesStyle, type Theme } from '../ui/theme.ts'
import type { LegendEntry } from './chart.ts'

export function seriesLegend(series: readonly string[], theme: Theme): readonly LegendEntry[] {
  return series.map((name, place) => {
    const style = seriesStyle(theme, name, place)
    return { name, colour: style.colour, isHatched: style.hatched, edge: style.edge }
  })
}
