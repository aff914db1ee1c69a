/**
 * The target drafting for itself with a poorer cache: the same weights over a copy of its keys and values that was rounded or
 * cut down. The copy is made afresh each round, so that what it lost is not lost to the target.
 *
 * Source: QuantSpec (Tiwari et al. 2025) for rounded, MagicDec (Chen et al. 2024) for windowed caches.
 */
import type { Diet } from '../../contracts/decoder.ts'
import type { Stepper } from '../../contracts/stepper.ts'
import { depths } from '../../model/depths.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Transformer } from '../../model/transformer.ts'

export function overPoorerCache(target: Transformer, full: KvCache, copy: KvCache, diet: Diet): Stepper {
  let from = 0
  let parents: number[] = []
  return {
    logits: target.logits,
    catchUp(text) {
      copy.copyFrom(full)
      diet.slim(copy)
      from = text.length
      parents = []
      // The target has seen all but the last token.
      const last = text.length - 1
      target.forward(copy, { tokens: [text[last]], first: last, sight: 'causal' }, diet.seams)
    },
    step(tokens, under) {
      const first = from + parents.length
      parents.push(...under.map((node) => from + node))
      const positions = depths(parents, from)
        .slice(first - from)
        .map((depth) => from + depth)
      target.forward(copy, { tokens, first, tree: { from, parents }, positions, sight: 'causal' }, diet.seams)
    },
    reset: () => copy.clear(),
  }
}
