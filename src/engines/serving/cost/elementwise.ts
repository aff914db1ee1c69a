/**
 * Norms, residual sums, rotary positions and the activation function: bytes / (e B), e 0.4–0.6 measured.
 *
 * Values a token and layer, read or written once: two fused norm-and-residual kernels 4 × dim each (both vectors in, both
 * out); rotary queries and keys in and out; the gated activation two widths in, one out. Llama-3.1-8B:
 * 8 × 4096 + 2 × (32 + 8) × 128 + 3 × 14336 = 86,016 values, 172 kB in bf16. Embedding look-ups are left out (8 kB).
 */
import type { Model } from '../../../catalog/model.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import { type Cost, free, type Rates, settle, type TokenOperator } from './operator.ts'
import type { Shard } from './shard.ts'

/** Activation functions of routed experts are in their fused kernel; those of shared ones are counted here. */
export function elementwise(model: Model, shard: Shard, rates: Rates): TokenOperator {
  const { attention, dim } = model
  const perWidth = model.gated ? 3 : 2
  const rotary =
    attention.kind === 'latent'
      ? 2 * (shard.heads + 1) * (attention.ropeDim ?? 0)
      : 2 * (shard.heads + shard.kvHeads) * attention.headDim
  const values =
    shard.layers * (8 * dim + rotary) +
    perWidth * (shard.denseLayers * shard.feedForward + shard.expertLayers * shard.sharedDim)
  // Launches: two norms, rotary and activation.
  const kernels = 4 * shard.layers
  const bytesPerTokenAndKernel = (values * ACTIVATION_BYTES) / kernels
  return {
    operator: 'element-wise',
    measure(tokens, cost: Cost) {
      if (tokens === 0) return free(cost)
      cost.flop = 0
      cost.bytes = tokens * bytesPerTokenAndKernel
      settle(cost, rates, kernels)
    },
  }
}
