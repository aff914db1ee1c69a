/**
 * The band of the cost model: what it reaches of the rates and what overheads cost is known to some tens of percent only, so a set-up
 * can be run with other draws of them. Draw 0 is the middle; n > 0 is the n-th point of a Halton sequence, which fills the band evenly
 * from its first points on, as factors whose logarithms are normal.
 *
 * The spreads are those at which, of the published points that were fitted, 80 % lie between the p10 and p90 of the draws.
 */
import { normal } from '../../../kernel/distributions.ts'
import { exp } from '../../../kernel/math.ts'
import type { CostSettings } from './settings.ts'

/** Draws that show p10 and p90 well enough: each is a whole run. */
export const BAND_DRAWS = 24

/** Standard deviation of a factor's logarithm, and the base of its Halton sequence. */
const SPREADS = {
  compute: { spread: 0.27, base: 2 },
  memory: { spread: 0.27, base: 3 },
  network: { spread: 0.4, base: 5 },
  overhead: { spread: 0.7, base: 7 },
} as const

/** The settings at their draw: rates and overheads multiplied, and nothing left to draw. */
export function atDraw(settings: CostSettings): CostSettings {
  const { draw } = settings
  if (draw === 0) return settings
  const factor = (of: keyof typeof SPREADS): number => {
    const { spread, base } = SPREADS[of]
    return exp(spread * normal(radicalInverse(draw, base)))
  }
  const overhead = factor('overhead')
  return {
    ...settings,
    draw: 0,
    computeFactor: settings.computeFactor * factor('compute'),
    memoryFactor: settings.memoryFactor * factor('memory'),
    networkFactor: settings.networkFactor * factor('network'),
    layerOverheadUs: settings.layerOverheadUs * overhead,
    iterationOverheadUs: settings.iterationOverheadUs * overhead,
    collectiveOverheadUs: settings.collectiveOverheadUs * overhead,
  }
}

/** The digits of n in this base, mirrored behind the point: 1, 2, 3, 4 in base 2 are .5, .25, .75, .125. */
function radicalInverse(n: number, base: number): number {
  let inverse = 0
  let share = 1 / base
  for (let rest = n; rest > 0; rest = Math.floor(rest / base)) {
    inverse += share * (rest % base)
    share /= base
  }
  return inverse
}
