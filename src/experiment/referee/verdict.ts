/**
 * The verdict, by one rule for all papers, over the baseline that the mechanism gains least on:
 *
 *   not resolved           the 95 % interval of the gain holds 1
 *   contradicted           it lies below 1
 *   guard broken           it lies above 1, and what had to hold does not
 *   not by the mechanism   … and a control, which decides at random or not at all, does as well
 *   direction confirmed    … and nothing of that
 *   size comparable        … and the whole interval lies within the claimed range, widened by one factor
 *   beyond the sweep       a figure at the end of the axis leaves open which of these it is
 */
import { pow } from '../../kernel/math.ts'
import type { ByUnit } from '../../kernel/metric.ts'
import { type Bound, boundOfGain, type Figure } from './figure.ts'
import { type Better, FEWEST_PAIRS, type Gain, gainOfPairs, gainOfSeeds, logGain } from './gain.ts'
import type { Claim } from './judged.ts'

export type VerdictState =
  | 'not resolved'
  | 'contradicted'
  | 'guard broken'
  | 'not by the mechanism'
  | 'direction confirmed'
  | 'size comparable'
  | 'beyond the sweep'

/** A size within this factor of the claimed one counts as comparable: of another engine on modelled hardware more cannot be asked. */
export const SIZE_FACTOR = 1.5

/** A gain, and the side on which the true one may lie where figures are bounds. */
export interface BoundedGain extends Gain {
  readonly bound: Bound | 'open'
}

/** Both arms' figures taken apart, in the same order. */
export interface Paired {
  readonly mechanism: ByUnit
  readonly baseline: ByUnit
}

/** Seed by seed, both arms in the same order; pair by pair where there are enough. */
export function gainOver(
  better: Better,
  mechanism: readonly Figure[],
  baseline: readonly Figure[],
  paired: Paired | null = null,
): BoundedGain {
  if (paired !== null && paired.mechanism.over.length >= FEWEST_PAIRS)
    return { ...gainOfPairs(better, paired.baseline, paired.mechanism), bound: 'value' }
  const bounds = mechanism.map(({ bound }, i) => boundOfGain(bound, baseline[i].bound, better))
  const sides = new Set(bounds.filter((bound) => bound !== 'value'))
  const gain = gainOfSeeds(mechanism.map(({ value }, i) => logGain(better, baseline[i].value, value)))
  return { ...gain, bound: sides.size === 0 ? 'value' : sides.size > 1 ? 'open' : [...sides][0] }
}

export interface Evidence {
  /** Over the baseline that is gained least on. */
  readonly gain: BoundedGain
  /** Over each control. */
  readonly controls: readonly BoundedGain[]
  /** How much better the guarded figure is than the baseline's: 1 for the same, null without a guard. */
  readonly guard: number | null
  /** The largest gain of all worlds that were looked at: what an “up to” is compared with. */
  readonly best: BoundedGain
}

export function verdictOf(claim: Claim, { gain, controls, guard, best }: Evidence): VerdictState {
  const [low, high] = gain.spread
  const mayBeMore = gain.bound === 'at least' || gain.bound === 'open'
  const mayBeLess = gain.bound === 'at most' || gain.bound === 'open'
  if (low > 1) {
    if (mayBeLess) return 'beyond the sweep'
    if (claim.guard && guard !== null && guard < 1 - claim.guard.margin) return 'guard broken'
    if (controls.some((control) => !(control.spread[0] > 1))) return 'not by the mechanism'
    if (isComparable(claim, claim.kind === 'up to' ? best : gain)) return 'size comparable'
    return 'direction confirmed'
  }
  if (mayBeMore) return 'beyond the sweep'
  return high < 1 ? 'contradicted' : mayBeLess ? 'beyond the sweep' : 'not resolved'
}

export interface ClaimedSize {
  /** The same as `high` where the paper gives one number. */
  readonly low: number
  readonly high: number
  /** How far a size may lie outside and still be comparable. */
  readonly widened: readonly [low: number, high: number]
}

/** Null where no size is claimed. */
export function claimedSize({ kind, low, high }: Claim): ClaimedSize | null {
  if (kind === 'direction' || high === undefined) return null
  const lowest = kind === 'up to' ? high : (low ?? high)
  // No further than to the same share of the logarithm: a gain of next to nothing is never comparable with one of something.
  const floor = Math.max(lowest / SIZE_FACTOR, pow(lowest, 1 / SIZE_FACTOR))
  const ceiling = Math.min(high * SIZE_FACTOR, pow(high, SIZE_FACTOR))
  return { low: lowest, high, widened: [floor, ceiling] }
}

/** A bound is no size. An `up to` is compared by its best point, the others by the whole interval. */
function isComparable(claim: Claim, { spread, bound }: BoundedGain): boolean {
  const size = claimedSize(claim)
  if (size === null || bound !== 'value') return false
  return spread[0] >= size.widened[0] && spread[1] <= size.widened[1]
}
