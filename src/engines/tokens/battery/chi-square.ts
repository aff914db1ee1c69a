/** Pearson's χ² against known probabilities, as a standard normal deviate, so that any number of cells can be compared. */
import { pow } from '../../../kernel/math.ts'

/** Cells expected less often are pooled: χ² of rare cells is no χ². */
const LEAST_EXPECTED = 5

export interface ChiSquare {
  readonly z: number
  readonly degrees: number
  /** χ² / N: how far apart the distributions are, whatever the number of draws. */
  readonly effect: number
}

/** `counts` of each cell and what was expected of it as a probability. z by Wilson and Hilferty 1931. */
export function chiSquare(counts: ArrayLike<number>, probabilities: ArrayLike<number>): ChiSquare {
  let draws = 0
  for (let i = 0; i < counts.length; i++) draws += counts[i]
  let statistic = 0
  let cells = 0
  let pooledCount = 0
  let pooledExpected = 0
  for (let i = 0; i < counts.length; i++) {
    const expected = draws * probabilities[i]
    if (expected < LEAST_EXPECTED) {
      pooledCount += counts[i]
      pooledExpected += expected
      continue
    }
    statistic += ((counts[i] - expected) * (counts[i] - expected)) / expected
    cells++
  }
  if (pooledExpected > 0) {
    statistic += ((pooledCount - pooledExpected) * (pooledCount - pooledExpected)) / pooledExpected
    cells++
  }
  const degrees = Math.max(1, cells - 1)
  const spread = 2 / (9 * degrees)
  const z = (pow(statistic / degrees, 1 / 3) - (1 - spread)) / Math.sqrt(spread)
  return { z, degrees, effect: draws === 0 ? 0 : statistic / draws }
}
