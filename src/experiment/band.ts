/**
 * The uncertainty band of a document: its arms at other draws of what the engine's cost model is unsure of. A band is points like
 * those of a sweep, so pools, workers and the command line measure it as they measure those.
 */
import type { MetricValues } from '../kernel/metric.ts'
import { quantileOfSorted } from '../kernel/quantiles.ts'
import type { Experiment } from './document.ts'

/** Which knob draws, and how many draws make a band: told by the engine's description. */
export interface BandKnob {
  readonly path: string
  readonly draws: number
}

/** p10 and p90 over the draws. */
export interface Band {
  readonly low: number
  readonly high: number
}

/** The same arms, once for every draw. A sweep of the document is left out: bands are of its arms. */
export const bandDocument = (document: Experiment, { path, draws }: BandKnob): Experiment => ({
  ...document,
  sweep: { axes: { band: { path, values: Array.from({ length: draws }, (_, draw) => draw + 1) } } },
})

/** Bands of an arm's metrics, by id; none where a draw has no value (a p99 of too few requests). */
export function bandsOf(draws: readonly MetricValues[]): Readonly<Record<string, Band>> {
  const ids = Object.keys(draws[0] ?? {})
  return Object.fromEntries(
    ids.flatMap((id) => {
      const values = draws.map((draw) => draw[id]?.value ?? Number.NaN)
      if (values.some(Number.isNaN)) return []
      const ascending = values.sort((a, b) => a - b)
      return [[id, { low: quantileOfSorted(ascending, 0.1), high: quantileOfSorted(ascending, 0.9) }]]
    }),
  )
}
