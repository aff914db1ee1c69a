/**
 * FLOP of one new token over a context: two per active weight outside the embedding table (a look-up), and in every
 * layer a product with each cached key and value.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), appendix on 2N + attention.
 */
import type { Attention, Model } from '../catalog/model.ts'
import type { Flop, Tokens } from '../kernel/units.ts'
import { parameterCounts } from './parameter-counts.ts'

/** Of one query with one cached position in one layer: scores and values, `heads` heads. Latent ones work in the rank. */
export function attentionFlopPerPair(attention: Attention, heads: number): Flop {
  if (attention.kind === 'grouped') return 4 * heads * attention.headDim
  return 2 * heads * (2 * (attention.kvRank ?? 0) + (attention.ropeDim ?? 0))
}

export function flopPerToken(model: Model, context: Tokens): Flop {
  const { active, embedding, head } = parameterCounts(model)
  // A tied embedding is one table used twice: the look-up is free, the output head is a product.
  const multiplied = active - embedding + (head === 0 ? embedding : 0)
  return 2 * multiplied + model.layers * attentionFlopPerPair(model.attention, model.attention.heads) * context
}
