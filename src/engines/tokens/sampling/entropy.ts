/** Entropy of a distribution, nats. */
import { log } from '../../../kernel/math.ts'

export function entropyOf(p: Float32Array, at = 0, count = p.length): number {
  let entropy = 0
  for (let i = at; i < at + count; i++) if (p[i] > 0) entropy -= p[i] * log(p[i])
  return entropy
}
