/** A draft model with its own cache: knows nothing of the target but the text. */
import type { KvEntries } from '../../../contracts/cache.ts'
import type { Model } from '../../../contracts/model.ts'
import type { Stepper } from '../../../contracts/stepper.ts'
import { depths } from '../../../model/depths.ts'

export function modelStepper(model: Model, cache: KvEntries): Stepper {
  /** Tokens of the text that are in the cache; drafted ones stand behind. */
  let known: number[] = []
  let from = 0
  let parents: number[] = []
  const stepper: Stepper = {
    logits: model.logits,
    catchUp(text) {
      // What was drafted and accepted is in the cache as long as it stands there in the same order.
      let same = 0
      while (same < known.length && same < text.length - 1 && known[same] === text[same]) same++
      cache.truncate(same)
      model.meter.hold()
      for (let at = same; at < text.length; at += model.mostRows) {
        const tokens = text.slice(at, at + model.mostRows)
        model.embed(tokens)
        model.runLayers(cache, { tokens, first: at, sight: 'causal' }, { from: 0, until: model.shape.layers })
        if (at + model.mostRows >= text.length) model.head(tokens.length - 1, 1)
      }
      model.meter.release()
      known = [...text]
      from = text.length
      parents = []
    },
    step(tokens, under) {
      const first = from + parents.length
      parents.push(...under.map((node) => from + node))
      const positions = depths(parents, from)
      model.forward(cache, {
        tokens,
        first,
        tree: { from, parents },
        positions: positions.slice(first - from).map((depth) => from + depth),
        sight: 'causal',
      })
      // A chain may become text as it stands; of a tree only the trunk is sure.
      const isChain = parents.every((parent, i) => parent === from + i - 1)
      if (isChain) known.push(...tokens)
    },
    hidden: (row) => model.stream.subarray(row * model.shape.dim, (row + 1) * model.shape.dim),
    reset() {
      known = []
      parents = []
      cache.clear()
    },
  }
  return stepper
}
