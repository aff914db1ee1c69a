/**
 * The interval that holds a true share in 95 of 100 experiments, of `hits` in `n` tries: never outside 0 to 1, and of a use where none or all
 * hit (0 of 10: 0 to 0.28).
 *
 * Source: Wilson 1927.
 */
export function wilsonInterval(hits: number, n: number): readonly [low: number, high: number] {
  if (n === 0) return [0, 1]
  const share = hits / n
  const z2 = Z * Z
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  // At the ends rounding may lie a digit beyond.
  return [hits === 0 ? 0 : middle - half, hits === n ? 1 : middle + half]
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959964
