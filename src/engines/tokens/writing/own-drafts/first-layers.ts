/**
 * The target drafting for itself with its first layers and an exit head. What they compute while drafting, cache and residual
 * streams, is kept, so that the pass that verifies runs the others only.
 *
 * Source: LayerSkip (Elhoushi et al. 2024).
 */
import type { Seams } from '../../contracts/attention.ts'
import type { FirstLayers } from '../../contracts/decoder.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Transformer } from '../../model/transformer.ts'

interface FirstLayersParts {
  readonly target: Transformer
  readonly cache: KvCache
  readonly seams: Seams
  /** Layers that draft, 1 … exits. */
  readonly layers: number
}

export function firstLayers({ target, cache, seams, layers }: FirstLayersParts): FirstLayers {
  const { dim } = target.shape
  /** Residual streams after these layers, by row of the draft. */
  const streams = new Float32Array(target.mostRows * dim)
  let from = 0
  let fed = 0
  const feed = (token: number): void => {
    target.embed([token])
    target.runLayers(cache, { tokens: [token], first: from + fed, sight: 'causal' }, { from: 0, until: layers }, seams)
    streams.set(target.stream.subarray(0, dim), fed++ * dim)
  }
  const foretell = (token: number): void => {
    feed(token)
    target.head(0, 1, layers)
  }
  return {
    begin(text) {
      fed = 0
      from = text.length - 1
    },
    stepper: {
      logits: target.logits,
      catchUp: (text) => foretell(text[from]),
      step: ([token]) => foretell(token),
      reset: () => undefined,
    },
    done: {
      layers,
      restore(draft) {
        // Drawn but never fed: the last token, or the root where nothing was drafted.
        while (fed < draft.count) feed(draft.token[fed])
        target.stream.set(streams.subarray(0, draft.count * dim))
      },
    },
  }
}
