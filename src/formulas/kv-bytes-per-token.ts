/**
 * Bytes that one token leaves in the KV cache. Grouped attention keeps K and V of every KV head in every layer
 * (Llama-3-8B: 2 × 32 × 8 × 128 × 2 B = 131,072 B); latent attention one compressed vector and one rotary key
 * (DeepSeek-V3: 61 × (512 + 64) × 2 B = 70,272 B).
 *
 * Source: Ainslie et al. 2023 (arXiv 2305.13245); DeepSeek-V2 (arXiv 2405.04434).
 */
import type { Attention, Model } from '../catalog/model.ts'
import type { Bytes } from '../kernel/units.ts'

/** One layer, with `kvHeads` of the heads kept here; latent attention has no heads to split. */
export function kvBytesPerTokenAndLayer(attention: Attention, kvHeads: number, bytesPerValue: Bytes): Bytes {
  if (attention.kind === 'latent') return ((attention.kvRank ?? 0) + (attention.ropeDim ?? 0)) * bytesPerValue
  return 2 * kvHeads * attention.headDim * bytesPerValue
}

export const kvBytesPerToken = (model: Model, bytesPerValue: Bytes): Bytes =>
  model.layers * kvBytesPerTokenAndLayer(model.attention, model.attention.kvHeads, bytesPerValue)
