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

/**
 * Factors between which measured / predicted lies in eight cases of ten: its p10 and p90 in pairs nobody has seen. A fit knows the pairs
 * it was made of, so theirs are taken a little further out, at 8.5 % and 91.5 %, by the ranks of conformal prediction ((n + 1) q).
 */
export function bandOf(pairs: readonly Pair[]): readonly [number, number] {
  const ratios = pairs.map(({ measured, predicted }) => measured / predicted).sort((a, b) => a - b)
  const below = Math.max(1, Math.floor((ratios.length + 1) * 0.085))
  return [ratios[below - 1] ?? Number.NaN, ratios[ratios.length - below] ?? Number.NaN]
}

/** Share of the pairs whose measurement lies within the band of its prediction. */
export const shareInside = (pairs: readonly Pair[], [low, high]: readonly [number, number]): number =>
  pairs.filter(({ measured, predicted }) => measured >= low * predicted && measured <= high * predicted).length /
  pairs.length
