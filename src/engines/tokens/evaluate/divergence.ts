/** How far one distribution is from another. */
import { log } from '../../../kernel/math.ts'
import { argmax } from '../sampling/sampling.ts'

/** Below this a probability counts as it: float32 sums leave no less to tell apart. */
export const LEAST = 1e-30

/** KL(p ‖ q), nats, and whether both think the same token likeliest. */
export function divergenceOf(
  p: Float32Array,
  q: Float32Array,
): { readonly divergence: number; readonly isSameTop: boolean } {
  let divergence = 0
  for (let id = 0; id < p.length; id++) if (p[id] > 0) divergence += p[id] * log(p[id] / Math.max(q[id], LEAST))
  return { divergence, isSameTop: argmax(p, 0, p.length) === argmax(q, 0, q.length) }
}
