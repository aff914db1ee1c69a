/**
 * The highest level that so many keys need, where each reaches the next one with a chance: the level on which one key is expected.
 * 100,000 keys at 1/2: log2 100,000 = 16.6, so level 17; at 1/32: 3.3, so level 4.
 */
import { log } from '../../../../../../kernel/math.ts'

/** More than anything needs that fits into a browser. */
const MOST_LEVELS = 24

export const levelsFor = (keys: number, promotion: number): number =>
  Math.min(MOST_LEVELS, Math.max(1, Math.ceil(log(Math.max(2, keys)) / -log(promotion))))
