/**
 * From work of small models to work of the large one that the target stands for, part by part: what was read of the small target's
 * attention, feed-forward blocks, head and cache is read of the large one's in the same share. A draft's parts count against the target's.
 *
 * Experts. A small mixture says itself how many of its experts a pass touched; a dense large model is then taken as one whose
 * feed-forward blocks are divided as the small one's. Behind a small dense model a large mixture has nobody who chooses: its rows are
 * taken to choose uniformly and independently, E × (1 − (1 − k / E)^n), which is the most that they would touch. Streams beside choose
 * independently too.
 */
import type { Model } from '../../../catalog/model.ts'
import { expectedUniqueExperts } from '../../../formulas/expected-unique-experts.ts'
import { attentionFlopPerPair } from '../../../formulas/flop-per-token.ts'
import { kvBytesPerToken } from '../../../formulas/kv-bytes-per-token.ts'
import { parameterCounts } from '../../../formulas/parameter-counts.ts'
import { PLAIN_BYTES } from '../../../formulas/weight-bytes.ts'
import { pow } from '../../../kernel/math.ts'
import type { Bytes, Flop } from '../../../kernel/units.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { Work } from '../contracts/work.ts'
import { plainWork } from '../model/plain-work.ts'

/** Work of the large model: bytes read, FLOP, and layers that ran. */
export interface Scale {
  readonly bytes: Bytes
  readonly flop: Flop
  readonly layers: number
}

interface Streams {
  readonly batch: number
  readonly contextScale: number
}

/** `rowScale`: rows that each row of the small model stands for. */
export function scaleOf(
  model: Model,
  shape: ModelShape,
  { batch, contextScale }: Streams,
): (work: Work, rowScale: number) => Scale {
  const whole = plainWork(shape, 1)
  const bits = whole.weights
  // All experts of the small target, not those of one row.
  const allFeed = bits.feedForward * (whole.expertsThere / whole.expertsRead)
  const counts = parameterCounts(model)
  const head = counts.head === 0 ? counts.embedding : counts.head
  const attention = model.layers * (counts.attention + counts.norms)
  const kvBytes = kvBytesPerToken(model, PLAIN_BYTES)
  const pairFlop = model.layers * attentionFlopPerPair(model.attention, model.attention.heads)
  const { experts } = model
  const always = counts.denseLayers * counts.feedForward + counts.expertLayers * (counts.shared + counts.gate)
  const routed = counts.expertLayers * counts.expert * (experts?.count ?? 0)
  const routedActive = counts.expertLayers * counts.expert * (experts?.active ?? 0)

  /** Weights of the feed-forward blocks that are read. */
  const feedRead = (work: Work, rows: number): number => {
    const read = work.weights.feedForward / allFeed
    if (shape.experts === 0) {
      if (experts === undefined) return read * always
      const touched = expectedUniqueExperts(experts.count, experts.active, rows * batch) / experts.count
      return read * (always + touched * routed)
    }
    if (work.expertsThere === 0) return 0
    const share = work.expertsRead / work.expertsThere
    const union = batch === 1 ? share : 1 - pow(1 - share, batch)
    if (experts === undefined) return read * (union / share) * always
    return (read / share) * always + read * (union / share) * routed
  }
  /** Weights of them that rows are multiplied with. */
  const feedProducts = ({ products }: Work): number => {
    const ofRow = products.feedForward / whole.products.feedForward
    if (experts !== undefined) return ofRow * (always + routedActive)
    return ofRow * always * (whole.expertsRead / whole.expertsThere)
  }

  return (work, rowScale) => {
    const { weights, products } = work
    const passes = Math.max(1, work.layers / shape.layers)
    const rows = (rowScale * (products.attention / whole.products.attention)) / passes
    const read =
      (weights.attention / bits.attention) * attention + feedRead(work, rows) + (weights.head / bits.head) * head
    const multiplied =
      (products.attention / whole.products.attention) * attention +
      feedProducts(work) +
      (products.head / whole.products.head) * head
    const kv = ((work.kvBits + work.indexBits) / whole.kvBits) * kvBytes
    const pairs = (work.pairs / whole.pairs) * pairFlop
    return {
      bytes: PLAIN_BYTES * read + batch * contextScale * kv,
      flop: batch * rowScale * (2 * multiplied + contextScale * pairs),
      layers: (work.layers / shape.layers) * model.layers,
    }
  }
}
