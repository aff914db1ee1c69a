/**
 * Routed experts of one iteration on the most loaded rank: every different expert's weights are read once, its tokens are
 * padded to a block of rows, and the slower of both decides, layer by layer.
 *
 * Represented layers are evaluated one by one and scaled to all layers with experts.
 * Padding: an expert's rows fill whole blocks. With pairs spread over u experts the last block is half empty on average,
 * and no expert has less than one: max(u × block, pairs + u × (block − 1) / 2).
 *
 * Source: against measured fused MoE kernels roofline alone misses by 24–34 %; padding, the most loaded rank and a
 * blend instead of the maximum bring 16–23 %. The blend is left out here, so expect an error between the two.
 */
import type { Bytes } from '../../../kernel/units.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import { type Cost, free, type Rates, type WorkOperator } from './operator.ts'

export interface ExpertShape {
  readonly dim: number
  /** Inner width that a rank holds of one expert. */
  readonly expertDim: number
  readonly gated: boolean
  readonly bytesPerWeight: Bytes
  readonly expertLayers: number
  /** Rows that an expert's tokens are padded to; 1 pads nothing. */
  readonly block: number
}

export function experts(shape: ExpertShape, rates: Rates): WorkOperator {
  const { dim, expertDim, expertLayers, block } = shape
  const weights = (shape.gated ? 3 : 2) * dim * expertDim
  const expertBytes = weights * shape.bytesPerWeight
  const pairBytes = (2 * dim + (shape.gated ? 3 : 2) * expertDim) * ACTIVATION_BYTES
  const timeOf = rates.kernels?.experts(dim, expertDim, shape.bytesPerWeight)
  return {
    operator: 'experts',
    measure(work, cost: Cost) {
      const { layers, peakUnique, peakPairs } = work.experts
      if (layers === 0) return free(cost)
      let flop = 0
      let bytes = 0
      let time = 0
      let computeTime = 0
      for (let layer = 0; layer < layers; layer++) {
        const unique = peakUnique[layer]
        const pairs = peakPairs[layer]
        const padded = Math.max(unique * block, pairs + (unique * (block - 1)) / 2)
        const layerBytes = unique * expertBytes + pairs * pairBytes
        const compute = (2 * weights * padded) / rates.flops
        const memory = layerBytes / rates.memory
        flop += 2 * weights * pairs
        bytes += layerBytes
        computeTime += compute
        time += timeOf ? timeOf(unique, pairs) : Math.max(compute, memory) + 2 * rates.launch // up, down
      }
      const scale = expertLayers / layers
      cost.flop = scale * flop
      cost.bytes = scale * bytes
      cost.time = scale * time
      cost.bound = computeTime * 2 > time ? 'compute' : 'memory'
    },
  }
}
