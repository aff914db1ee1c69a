/**
 * Self-speculation by early exit: the first layers of the target and an exit head draft, the other layers verify. What the
 * first layers computed while drafting, cache and residual streams, is kept, so verification runs only the rest.
 *
 * Source: LayerSkip (Elhoushi et al. 2024).
 */
import type { KvCache } from '../../../model/kv-cache.ts'
import type { Seams, Transformer } from '../../../model/transformer.ts'
import { type ChainParts, chainDrafter } from './chain.ts'
import type { Drafter } from './drafter.ts'

interface ExitParts extends Omit<ChainParts, 'stepper' | 'foretell'> {
  readonly target: Transformer
  readonly cache: KvCache
  readonly seams: Seams
  /** Layers that draft, 1 … exits. */
  readonly layers: number
}

export function earlyExitDrafter({ target, cache, seams, layers, ...parts }: ExitParts): Drafter {
  const { dim } = target.shape
  /** Residual streams after the drafting layers, by row of the draft. */
  const streams = new Float32Array(target.mostRows * dim)
  let from = 0
  let fed = 0
  const feed = (token: number): void => {
    target.embed([token])
    target.runLayers(cache, { tokens: [token], first: from + fed, sight: 'causal' }, { from: 0, until: layers }, seams)
    streams.set(target.stream.subarray(0, dim), fed++ * dim)
    target.head(0, 1, layers)
  }
  const chain = chainDrafter({
    ...parts,
    foretell: null,
    stepper: {
      logits: target.logits,
      catchUp(text) {
        from = text.length - 1
        feed(text[from])
      },
      step: ([token]) => feed(token),
      reset: () => undefined,
    },
  })
  return {
    ...chain,
    propose(text, draft, room, luck) {
      fed = 0
      from = text.length - 1
      chain.propose(text, draft, room, luck)
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
