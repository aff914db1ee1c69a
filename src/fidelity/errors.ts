/** How far predictions lie from measurements, as fractions of the measured. */
export interface ErrorStatistics {
  readonly rows: number
  /** Of the absolute errors. */
  readonly median: number
  readonly mean: number
  readonly p90: number
  /** Median of the signed ones: above 0 is too slow. */
  readonly bias: number
}

export interface Pair {
  readonly measured: number
  readonly predicted: number
}

export function errorStatistics(pairs: readonly Pair[]): ErrorStatistics {
  const signed = pairs.map(({ measured, predicted }) => predicted / measured - 1).sort((a, b) => a - b)
  const absolute = signed.map(Math.abs).sort((a, b) => a - b)
  return {
    rows: pairs.length,
    median: quantile(absolute, 0.5),
    mean: absolute.reduce((sum, value) => sum + value, 0) / pairs.length,
    p90: quantile(absolute, 0.9),
    bias: quantile(signed, 0.5),
  }
}

/** Between neighbours linearly; NaN of nothing. */
export function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = q * (sorted.length - 1)
  const below = Math.floor(at)
  const next = sorted[Math.min(below + 1, sorted.length - 1)]
  return sorted[below] + (at - below) * (next - sorted[below])
}
