/**
 * The matrix products that every token goes through on one device: attention projections, dense feed-forward, gate and
 * shared experts. Routed experts are in `experts.ts`, the output head in `logits.ts`.
 */
import type { Model } from '../../../catalog/model.ts'
import { bytesPerWeight, PLAIN_BYTES } from '../../../formulas/weight-bytes.ts'
import { gemm } from './gemm.ts'
import type { Rates, TokenOperator } from './operator.ts'
import type { Precision } from './precision.ts'
import type { Shard } from './shard.ts'

export interface LinearContext {
  readonly model: Model
  readonly shard: Shard
  readonly precision: Precision
  /** Products with quantised weights, and with those left in bf16. */
  readonly quantised: Rates
  readonly plain: Rates
}

export function linearLayers({ model, shard, precision, quantised, plain }: LinearContext): readonly TokenOperator[] {
  const bytes = bytesPerWeight(precision.weights)
  const product = (operator: string, k: number, n: number, times: number): TokenOperator =>
    gemm(operator, { k, n, bytesPerWeight: bytes, times }, quantised)
  const { dim, experts } = model
  const widths = model.gated ? 2 : 1

  const operators = [
    ...attentionProjections(model, shard).map(({ operator, k, n }) => product(operator, k, n, shard.layers)),
    product('feed-forward up', dim, widths * shard.feedForward, shard.denseLayers),
    product('feed-forward down', shard.feedForward, dim, shard.denseLayers),
  ]
  if (!experts) return operators
  operators.push(
    gemm('gate', { k: dim, n: experts.count, bytesPerWeight: PLAIN_BYTES, times: shard.expertLayers }, plain),
  )
  if (experts.shared > 0) {
    operators.push(
      product('shared experts up', dim, widths * shard.sharedDim, shard.expertLayers),
      product('shared experts down', shard.sharedDim, dim, shard.expertLayers),
    )
  }
  return operators
}

interface Projection {
  readonly operator: string
  readonly k: number
  readonly n: number
}

/**
 * Shapes on one rank. Latent attention multiplies queries and values by the up-projection of K and V instead of
 * expanding the cache (absorption): the same FLOP a token as expanding its own K and V.
 */
function attentionProjections({ dim, attention }: Model, { heads, kvHeads }: Shard): readonly Projection[] {
  const { headDim } = attention
  if (attention.kind === 'grouped') {
    return [
      { operator: 'attention in', k: dim, n: (heads + 2 * kvHeads) * headDim },
      { operator: 'attention out', k: heads * headDim, n: dim },
    ]
  }
  const { kvRank = 0, queryRank = 0, ropeDim = 0, valueDim = headDim } = attention
  const down = { operator: 'latent down', k: dim, n: queryRank + kvRank + ropeDim }
  const query = { operator: 'query up', k: queryRank > 0 ? queryRank : dim, n: heads * (headDim + ropeDim) }
  const up = { operator: 'latent up', k: kvRank, n: heads * (headDim + valueDim) }
  return [down, query, up, { operator: 'attention out', k: heads * valueDim, n: dim }]
}
