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
import { createTerms } from '../../../formulas/kernels/terms.ts'
import type { Bytes } from '../../../kernel/units.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import { type Cost, free, keepUnder, type Rates, settleTerms, type WorkOperator } from './operator.ts'

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
  const { kernels } = rates
  const timeOf = kernels?.experts(dim, expertDim, shape.bytesPerWeight)
  const launches = 2 * rates.launch // up, down
  const terms = createTerms()
  const sum = createTerms()
  return {
    operator: 'experts',
    measure(work, cost: Cost) {
      const { layers, peakUnique, peakPairs } = work.experts
      if (layers === 0) return free(cost)
      let flop = 0
      let bytes = 0
      let time = 0
      sum.compute = 0
      sum.memory = 0
      sum.fixed = 0
      for (let layer = 0; layer < layers; layer++) {
        const unique = peakUnique[layer]
        const pairs = peakPairs[layer]
        const layerBytes = unique * expertBytes + pairs * pairBytes
        flop += 2 * weights * pairs
        bytes += layerBytes
        if (timeOf) time += timeOf(unique, pairs, terms)
        else {
          const padded = Math.max(unique * block, pairs + (unique * (block - 1)) / 2)
          terms.compute = (2 * weights * padded) / rates.flops
          terms.memory = layerBytes / rates.memory
          terms.fixed = launches
          time += Math.max(terms.compute, terms.memory) + launches
        }
        sum.compute += terms.compute
        sum.memory += terms.memory
        sum.fixed += terms.fixed
      }
      const scale = expertLayers / layers
      cost.flop = scale * flop
      cost.bytes = scale * bytes
      settleTerms(cost, time, sum, scale)
      if (kernels) keepUnder(kernels.roof, cost)
    },
  }
}
