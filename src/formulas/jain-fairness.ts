/**
 * Jain's fairness index of n shares: (Σx)² / (n × Σx²), 1 where all are equal and 1/n where one has everything.
 * Source: Jain, Chiu and Hawe, A Quantitative Measure of Fairness (DEC-TR-301, 1984).
 */
export function jainFairness(shares: Iterable<number>): number | null {
  let n = 0
  let sum = 0
  let squares = 0
  for (const share of shares) {
    n++
    sum += share
    squares += share * share
  }
  return squares > 0 ? (sum * sum) / (n * squares) : null
}
