/**
 * How well a fixed group of experts serves a segment of consecutive tokens (segment routing best performance, SRP).
 *
 * Of every sliding segment of m rows and every expert, c rows went to it. An expert is foretold for a whole segment where c ≥ p, with one p
 * for all: F1 = 2 Σ c of the foretold / (m × foretold + Σ c of all), and the best p counts. One row foretells itself: SRP(1) = 1.
 *
 * Source: Liang et al. 2025 (arXiv 2505.16056) and its code.
 */

type Rows = readonly (readonly number[])[]

export interface SegmentRouting {
  /** F1 at the best threshold, and that threshold: rows of a segment. */
  readonly best: number
  readonly threshold: number
  /** Share of the experts that are foretold at it. */
  readonly active: number
}

/** `texts`: the experts of every row, text by text (and layer by layer). Null where no text has a whole segment. */
export function segmentRouting(texts: readonly Rows[], experts: number, m: number): SegmentRouting | null {
  const pairs = pairsByUses(texts, experts, m)
  const total = pairs.reduce((sum, count) => sum + count, 0)
  const actual = pairs.reduce((sum, count, uses) => sum + count * uses, 0)
  if (actual === 0) return null
  let best: SegmentRouting | null = null
  let foretold = 0
  let served = 0
  for (let threshold = m; threshold >= 1; threshold--) {
    foretold += pairs[threshold]
    served += pairs[threshold] * threshold
    const score = (2 * served) / (m * foretold + actual)
    if (best === null || score > best.best) best = { best: score, threshold, active: foretold / total }
  }
  return best
}

/** By c, 0 … m: pairs of a segment and an expert that c of its rows went to. */
function pairsByUses(texts: readonly Rows[], experts: number, m: number): readonly number[] {
  const pairs = Array.from({ length: m + 1 }, () => 0)
  for (const rows of texts) {
    const uses = new Int32Array(experts)
    for (let end = 0; end < rows.length; end++) {
      for (const expert of rows[end]) uses[expert]++
      if (end >= m) for (const expert of rows[end - m]) uses[expert]--
      if (end >= m - 1) for (const count of uses) pairs[count]++
    }
  }
  return pairs
}
