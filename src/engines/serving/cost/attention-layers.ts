/**
 * What attention costs a layer of one device, and how many layers see everything or only a window.
 */
import type { Model } from '../../../catalog/model.ts'
import { attentionFlopPerPair } from '../../../formulas/flop-per-token.ts'
import { kvBytesPerTokenAndLayer } from '../../../formulas/kv-bytes-per-token.ts'
import type { Bytes, Flop, Tokens } from '../../../kernel/units.ts'
import { kvValueBytes, type Precision } from './precision.ts'
import type { Shard } from './shard.ts'

export interface AttentionLayers {
  /** Layers that look at the whole context, and at the last `window` tokens. */
  readonly wholeLayers: number
  readonly windowLayers: number
  readonly window: Tokens
  /** KV of one cached position. */
  readonly bytesPerPosition: Bytes
  /** One query with one cached position: in the compressed rank (decode), or with K and V expanded (prefill). */
  readonly decodeFlopPerPair: Flop
  readonly prefillFlopPerPair: Flop
  /** Of one device. */
  readonly heads: number
  readonly kvHeads: number
  /** Compressed keys and values are expanded to all heads for prefill. */
  readonly prefillKvHeads: number
}

export function attentionLayers(model: Model, shard: Shard, precision: Precision): AttentionLayers {
  const { attention, layers } = model
  const windowShare = (attention.window?.layers ?? 0) / layers
  const { headDim, ropeDim = 0, valueDim = headDim } = attention
  const decodeFlopPerPair = attentionFlopPerPair(attention, shard.heads)
  return {
    heads: shard.heads,
    // Compressed positions are one list that all heads read.
    kvHeads: attention.kind === 'latent' ? 1 : shard.kvHeads,
    prefillKvHeads: attention.kind === 'latent' ? shard.heads : shard.kvHeads,
    wholeLayers: shard.layers * (1 - windowShare),
    windowLayers: shard.layers * windowShare,
    window: attention.window?.tokens ?? 0,
    bytesPerPosition: kvBytesPerTokenAndLayer(attention, shard.kvHeads, kvValueBytes(precision)),
    decodeFlopPerPair,
    // DeepSeek-V3: 2 × (128 + 64 + 128) = 640 a head expanded, 2 × (2 × 512 + 64) = 2,176 compressed.
    prefillFlopPerPair:
      attention.kind === 'latent' ? 2 * shard.heads * (headDim + ropeDim + valueDim) : decodeFlopPerPair,
  }
}
