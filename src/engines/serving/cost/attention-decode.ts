/**
 * Attention of decoding sequences: the KV of their contexts is read once an iteration, whether one token or a draft of
 * several is processed; the products grow with queries × positions.
 *
 * A layer with a sliding window reads at most `window` positions a sequence. Only sums over the batch are known, so it counts
 * min(Σ context, sequences × window): exact when all contexts are on one side of the window, an upper bound otherwise.
 * Left out: idle units when few long sequences cannot fill the device (a factor of the finer form).
 */
import { createTerms } from '../../../formulas/kernels/terms.ts'
import type { AttentionLayers } from './attention-layers.ts'
import { type Cost, free, keepUnder, type Rates, settle, settleTerms, type WorkOperator } from './operator.ts'

export function attentionDecode(layers: AttentionLayers, rates: Rates): WorkOperator {
  const { wholeLayers, windowLayers, window, bytesPerPosition, decodeFlopPerPair, heads, kvHeads } = layers
  const all = wholeLayers + windowLayers
  const { kernels } = rates
  const timeOf = kernels?.decode(heads, kvHeads)
  const layer = createTerms()
  const sum = createTerms()
  return {
    operator: 'attention decode',
    measure(work, cost: Cost) {
      const { decodeContext, decodePairs, decodeSequences } = work
      if (decodeSequences === 0) return free(cost)
      // In layers of the whole context: what `all` layers do together, spread evenly over them.
      let equivalent = 1
      if (windowLayers > 0) {
        const inWindow = Math.min(decodeContext, decodeSequences * window)
        equivalent = (wholeLayers + (decodeContext > 0 ? (windowLayers * inWindow) / decodeContext : 0)) / all
      }
      cost.flop = equivalent * decodePairs * decodeFlopPerPair
      cost.bytes = equivalent * decodeContext * bytesPerPosition
      if (!kernels || !timeOf) return settle(cost, rates, all)
      const mean = decodeContext / decodeSequences
      const beside = work.prefillSequences > 0
      let time = wholeLayers * timeOf(decodeSequences, mean, beside, layer)
      sum.compute = wholeLayers * layer.compute
      sum.memory = wholeLayers * layer.memory
      sum.fixed = wholeLayers * layer.fixed
      if (windowLayers > 0) {
        time += windowLayers * timeOf(decodeSequences, Math.min(mean, window), beside, layer)
        sum.compute += windowLayers * layer.compute
        sum.memory += windowLayers * layer.memory
        sum.fixed += windowLayers * layer.fixed
      }
      cost.flop *= all
      cost.bytes *= all
      // Many heads on one compressed list, or a draft of several tokens, multiply longer than they read.
      sum.compute = Math.max(sum.compute, cost.flop / rates.flops)
      settleTerms(cost, time, sum, 1)
      keepUnder(kernels.roof, cost)
    },
  }
}
