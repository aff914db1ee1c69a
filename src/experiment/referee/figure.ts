/**
 * The figure that is judged, of one arm with one seed: a metric of a run, or the largest load up to which a metric is high enough. Where
 * the load's axis ends before the metric gives way, the figure is a bound, never a value.
 */
export interface FigureRule {
  /** Id of a metric of the engine. */
  readonly metric: string
  /** The figure is the load of the sweep's axis up to which the metric is at least this. */
  readonly atLeast?: number
}

/** `at least`: the metric held to the end of the axis. `at most`: it did not hold at its beginning. */
export type Bound = 'value' | 'at least' | 'at most'

export interface Figure {
  readonly value: number
  readonly bound: Bound
}

/** Values by load, loads ascending; null where a run has no such metric, or a figure that no ratio can be made of. */
export function figureOf(
  { atLeast }: FigureRule,
  loads: readonly number[],
  values: readonly (number | null)[],
): Figure | null {
  if (atLeast === undefined) {
    const [value] = values
    return value !== undefined && value !== null && value > 0 ? { value, bound: 'value' } : null
  }
  if (loads.length === 0) return null
  // A run in which nothing ended has no attainment: it holds nothing.
  const held = values.map((value) => value ?? 0)
  const first = held.findIndex((value) => value < atLeast)
  if (first < 0) return { value: loads[loads.length - 1], bound: 'at least' }
  if (first === 0) return { value: loads[0], bound: 'at most' }
  const share = (held[first - 1] - atLeast) / (held[first - 1] - held[first])
  return { value: loads[first - 1] + share * (loads[first] - loads[first - 1]), bound: 'value' }
}

/** Of the better and the worse figure of a ratio: on which side of the ratio's value the true one may lie; `open` on both. */
export function boundOfGain(mechanism: Bound, baseline: Bound, better: 'lower' | 'higher'): Bound | 'open' {
  const sides = new Set<Bound>()
  const isUp = better === 'higher'
  if (mechanism !== 'value') sides.add((mechanism === 'at least') === isUp ? 'at least' : 'at most')
  if (baseline !== 'value') sides.add((baseline === 'at most') === isUp ? 'at least' : 'at most')
  if (sides.size > 1) return 'open'
  return [...sides][0] ?? 'value'
}
