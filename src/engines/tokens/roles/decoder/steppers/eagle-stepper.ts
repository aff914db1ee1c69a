/**
 * EAGLE: one layer that foretells the target's next last hidden state from the present one and the token that was drawn, and
 * lets the target's own unembedding read it. Its cache holds one entry a pair (state of token i, token i + 1).
 *
 * Source: EAGLE (Li et al. 2024), with trees as in EAGLE-2.
 */
import type { KvEntries } from '../../../contracts/cache.ts'
import type { Stepper } from '../../../contracts/stepper.ts'
import { depths } from '../../../model/depths.ts'
import type { EagleLayer } from './eagle-layer.ts'

/** `features` (capacity, dim): the target's last hidden state of every token it has seen, kept by who runs the target. */
export function eagleStepper(layer: EagleLayer, cache: KvEntries, features: Float32Array): Stepper {
  const { dim } = layer.model.shape
  /** Pairs of the cache that were made of the target's own states. */
  let sure = 0
  let from = 0
  let parents: number[] = []
  /** States foretold for this round's nodes, after the one that follows the text. */
  let foretold: Float32Array[] = []

  const run = (
    states: readonly Float32Array[],
    tokens: readonly number[],
    first: number,
    positions?: readonly number[],
  ) => {
    const tree = parents.length > 0 ? { tree: { from, parents } } : {}
    layer.run(cache, states, { tokens, first, ...tree, ...(positions !== undefined && { positions }), sight: 'causal' })
  }
  return {
    logits: layer.model.logits,
    catchUp(text) {
      cache.truncate(sure)
      parents = []
      // Pair i is (state of token i, token i + 1): the text of n tokens has n − 1.
      const pairs = text.length - 1
      layer.model.meter.hold()
      for (let at = sure; at < pairs; at += layer.model.mostRows) {
        const until = Math.min(pairs, at + layer.model.mostRows)
        const states = Array.from({ length: until - at }, (_, i) =>
          features.subarray((at + i) * dim, (at + i + 1) * dim),
        )
        run(states, text.slice(at + 1, until + 1), at)
        if (until === pairs) {
          foretold = [layer.stateOf(until - at - 1)]
          layer.readOut(until - at - 1, 1)
        }
      }
      layer.model.meter.release()
      sure = pairs
      from = pairs
    },
    step(tokens, under) {
      const first = from + parents.length
      parents.push(...under.map((node) => (node < 0 ? from - 1 : from + node)))
      const states = under.map((node) => foretold[node + 1])
      const positions = depths(parents, from)
        .slice(first - from)
        .map((depth) => from + depth)
      run(states, tokens, first, positions)
      for (let row = 0; row < tokens.length; row++) foretold.push(layer.stateOf(row))
      layer.readOut(0, tokens.length)
    },
    reset() {
      sure = 0
      parents = []
      cache.clear()
    },
  }
}
