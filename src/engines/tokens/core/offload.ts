/**
 * What experts in the host's memory cost the large model that the target stands for.
 *
 * A layer of the small model stands for several large ones, an expert for as many of theirs, and the same are missing in all of them. A
 * missing expert is waited for while it crosses the link. What was guessed crosses it while the layer before runs, and is waited for only
 * as far as that takes longer; what is still missing then comes behind it. The first layer has none before it.
 */
import type { Model } from '../../../catalog/model.ts'
import { parameterCounts } from '../../../formulas/parameter-counts.ts'
import { PLAIN_BYTES } from '../../../formulas/weight-bytes.ts'
import type { Bytes, Seconds } from '../../../kernel/units.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { ExpertLoads } from '../contracts/work.ts'

export interface Offload {
  /** Bytes that crossed the link. */
  bytes(loads: readonly ExpertLoads[]): Bytes
  /** Time that passes wait for them; `layerTime`: of one large layer, while which a guess crosses. */
  stall(loads: readonly ExpertLoads[], layerTime: Seconds): Seconds
}

/** `bandwidth`: of the link to the host's memory. */
export function offloadOf(model: Model, shape: ModelShape, bandwidth: Bytes): Offload {
  const counts = parameterCounts(model)
  const routed = model.experts === undefined ? counts.feedForward : counts.expert * model.experts.count
  const layers = model.experts === undefined ? model.layers : counts.expertLayers
  const layersEach = layers / shape.layers
  const expertBytes = PLAIN_BYTES * (routed / shape.experts)
  const loadTime = expertBytes / bandwidth
  return {
    bytes: (loads) => loads.reduce((sum, { guessed, waited }) => sum + guessed + waited, 0) * layersEach * expertBytes,
    stall(loads, layerTime) {
      let time = 0
      for (const { guessed, waited } of loads)
        time += layersEach * (Math.max(0, guessed * loadTime - layerTime) + waited * loadTime)
      return time
    },
  }
}
