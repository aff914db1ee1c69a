/** Legend entries of a track's series and of the arms drawn over them. */
import { armDashes, seriesStyle, type Theme } from '../ui/theme.ts'
import type { LegendEntry } from './chart.ts'

export function seriesLegend(series: readonly string[], theme: Theme): readonly LegendEntry[] {
  return series.map((name, place) => {
    const style = seriesStyle(theme, name, place)
    return { name, colour: style.colour, isHatched: style.hatched, edge: style.edge }
  })
}

/** Lines of the arms from `first` on; nothing where there is a single arm. */
export function armLegend(
  arms: readonly { readonly label: string }[],
  first: number,
  theme: Theme,
): readonly LegendEntry[] {
  if (arms.length < 2) return []
  return arms.slice(first).map(({ label }, i) => ({
    name: `arm ${label}`,
    label,
    colour: theme.arm(first + i),
    dash: armDashes[(first + i) % armDashes.length],
  }))
}
