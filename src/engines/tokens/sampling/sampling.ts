/**
 * From logits to the distribution that is sampled: temperature, then the k most likely, then the smallest set that holds a
 * share p of the rest (nucleus; Holtzman et al. 2020). The same setting goes over target and draft, so that speculative
 * sampling compares what would really be sampled.
 */
import type { Kernels } from '../contracts/kernels.ts'
import type { Sampling } from '../contracts/sampling.ts'
/**
 * Probabilities of one row of logits, written to out[outAt …]. The row of logits is used up: it becomes its softmax.
 * Row lengths are multiples of 4.
 */
export function distribution(
  kernels: Kernels,
  { logits, at, vocab }: { readonly logits: Float32Array; readonly at: number; readonly vocab: number },
  { temperature, topK, topP }: Sampling,
  out: Float32Array,
  outAt: number,
): void {
  if (temperature === 0) {
    out.fill(0, outAt, outAt + vocab)
    out[outAt + argmax(logits, at, vocab)] = 1
    return
  }
  kernels.softmax(logits, at, vocab, 1 / temperature)
  for (let i = 0; i < vocab; i++) out[outAt + i] = logits[at + i]
  if (topK > 0 && topK < vocab) keepAbove(out, outAt, vocab, (sorted) => sorted[topK - 1])
  if (topP < 1) keepAbove(out, outAt, vocab, (sorted) => nucleusBorder(sorted, topP))
}

/** Lowest index of the largest value. */
export function argmax(values: Float32Array, at: number, count: number): number {
  let best = 0
  for (let i = 1; i < count; i++) if (values[at + i] > values[at + best]) best = i
  return best
}

/** The token whose share of [0, 1) holds `u`; the last possible one where rounding leaves a rest. */
export function drawFrom(p: Float32Array, at: number, vocab: number, u: number): number {
  let sum = 0
  let last = 0
  for (let i = 0; i < vocab; i++) {
    if (p[at + i] === 0) continue
    sum += p[at + i]
    last = i
    if (u < sum) return i
  }
  return last
}

/** Scales to a sum of one; false where nothing is left to scale. */
export function normalise(p: Float32Array, at: number, vocab: number): boolean {
  let sum = 0
  for (let i = 0; i < vocab; i++) sum += p[at + i]
  if (!(sum > 0)) return false
  for (let i = 0; i < vocab; i++) p[at + i] /= sum
  return true
}

/** Tokens at least as likely as a border stay; equals of the border stay together. */
function keepAbove(p: Float32Array, at: number, vocab: number, border: (descending: Float32Array) => number): void {
  const least = border(
    p
      .slice(at, at + vocab)
      .sort()
      .reverse(),
  )
  for (let i = at; i < at + vocab; i++) if (p[i] < least) p[i] = 0
  normalise(p, at, vocab)
}

function nucleusBorder(descending: Float32Array, share: number): number {
  let sum = 0
  for (const value of descending) {
    sum += value
    if (sum >= share) return value
  }
  return 0
}
