/** The model as it came reads prompts beside the model that writes: how far apart they are on texts that both are given. */
import type { Shared } from '../../../kernel/engine.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Beside } from '../core/built.ts'
import { divergenceOf } from '../evaluate/divergence.ts'
import { readThrough } from '../evaluate/read-through.ts'
import type { TokenAssets } from '../model/assets.ts'
import { type Bench, openBench } from '../model/bench.ts'

/** `name`: the model that writes, of `bench`. Its cache is one of the spare ones. `shared`: among runs with the same prompts. */
export function besideOf(bench: Bench, assets: TokenAssets, name: string, shared: Shared = new Map()): Beside {
  const own = readingOf(bench, name)
  const { vocab } = own.model.shape
  let plain: ReturnType<typeof readingOf> | null = null
  /** As it came, by (place, token): read when somebody asks for the first time. */
  const asItCame = (tokens: readonly number[]): Float32Array => {
    const key = `${name} as it came: ${tokens.join(' ')}`
    const known = shared.get(key) as Float32Array | undefined
    if (known !== undefined) return known
    plain ??= readingOf(openedAlone(assets, name), name)
    const all = new Float32Array(tokens.length * vocab)
    readThrough(plain, tokens, (place, p) => all.set(p, place * vocab))
    shared.set(key, all)
    return all
  }
  return (tokens) => {
    const all = asItCame(tokens)
    const { gating } = own.model
    const { watch } = gating
    gating.watch = null
    const sums = { tokens: 0, divergence: 0, sameTop: 0 }
    readThrough(own, tokens, (place, q) => {
      const { divergence, isSameTop } = divergenceOf(all.subarray(place * vocab, (place + 1) * vocab), q)
      sums.tokens++
      sums.divergence += divergence
      if (isSameTop) sums.sameTop++
    })
    // What is read to compare is no work of the run, and asks for no experts of its.
    bench.meter.take()
    gating.watch = watch
    return sums
  }
}

function openedAlone(assets: TokenAssets, name: string): Bench {
  const opened = openBench(assets, [name], { spareCaches: 0 })
  if (!opened.ok) throw new InvariantError(opened.problems[0].message)
  return opened.value
}

const readingOf = (bench: Bench, name: string) => {
  const model = bench.transformer(name)
  return { bench, model, cache: bench.cacheFor(model) }
}
