/**
 * Causal attention of prompt pieces: query–key pairs decide, or the KV of what is cached before a short piece.
 *
 * A query in a sliding-window layer sees at most `window` positions, so a batch has at most tokens × window pairs there.
 * Prompt tokens are what is left of the batch after decodes and drafts.
 * Left out: expanding the compressed cache of latent attention for a later piece, and the tile that the causal edge wastes.
 */
import { createTerms } from '../../../formulas/kernels/terms.ts'
import type { AttentionLayers } from './attention-layers.ts'
import { type Cost, free, keepUnder, type Rates, settle, settleTerms, type WorkOperator } from './operator.ts'

export function attentionPrefill(layers: AttentionLayers, data: number, rates: Rates): WorkOperator {
  const { wholeLayers, windowLayers, window, bytesPerPosition, prefillFlopPerPair, heads, prefillKvHeads } = layers
  const all = wholeLayers + windowLayers
  const { kernels } = rates
  const timeOf = kernels?.prefill(heads, prefillKvHeads)
  const terms = createTerms()
  return {
    operator: 'attention prefill',
    measure(work, cost: Cost) {
      const { prefillPairs, prefillContext, prefillSequences } = work
      if (prefillSequences === 0) return free(cost)
      let pairs = prefillPairs
      let positions = prefillContext
      if (windowLayers > 0) {
        const tokens = Math.max(0, work.peakTokens - work.decodeSequences - work.draftTokens / data)
        const windowPairs = Math.min(prefillPairs, tokens * window)
        const windowPositions = Math.min(prefillContext, tokens + prefillSequences * window)
        pairs = (wholeLayers * prefillPairs + windowLayers * windowPairs) / all
        positions = (wholeLayers * prefillContext + windowLayers * windowPositions) / all
      }
      cost.flop = pairs * prefillFlopPerPair
      cost.bytes = positions * bytesPerPosition
      if (!kernels || !timeOf) return settle(cost, rates, all)
      // Pieces count as equal: n queries over K positions have n (K − n / 2 + 1 / 2) pairs.
      const positionsOfPiece = prefillContext / prefillSequences + 0.5
      const pairsOfPiece = prefillPairs / prefillSequences
      const queries = positionsOfPiece - Math.sqrt(Math.max(0, positionsOfPiece * positionsOfPiece - 2 * pairsOfPiece))
      const cached = Math.max(0, positionsOfPiece - 0.5 - queries)
      const whole = timeOf(prefillSequences, queries, cached, terms)
      cost.flop *= all
      cost.bytes *= all
      // Layers with a window do their share of the pairs.
      settleTerms(cost, whole, terms, prefillPairs === 0 ? 0 : (all * pairs) / prefillPairs)
      keepUnder(kernels.roof, cost)
    },
  }
}
