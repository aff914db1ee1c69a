/**
 * What the words of stories and cards come to as ratios of two figures: fixed for all of them before any is looked at, so that a word
 * which a run does not bear out is false, and no bound is made to fit one.
 */
export const more = 1.1
export const nearlyTwice = 1.7
export const hardlyMoreThanTwice = 2.3
export const severalTimes = 3
export const farMore = 5
/** Figures that are as good as equal differ by less than this share. */
export const same = 0.05
