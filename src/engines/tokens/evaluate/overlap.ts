/** How often would a draft be accepted on a given text? Σ min(p, q) after every token: no luck in it, and no text of its own. */
import type { Bench } from '../model/bench.ts'
import { type Reading, readThrough } from './read-through.ts'
import type { EvaluationText } from './teacher-forced.ts'

export interface Overlap {
  readonly overlap: number
  /** Both have the same likeliest token. */
  readonly agreement: number
  readonly tokens: number
}

export function overlapOf(target: Reading, draft: Reading, texts: readonly EvaluationText[]): Overlap {
  let sum = 0
  let agreed = 0
  let count = 0
  for (const { tokens } of texts) {
    const p = distributionsOf(target, tokens)
    const q = distributionsOf(draft, tokens)
    const { vocab } = target.model.shape
    for (let place = 0; place + 1 < tokens.length; place++) {
      let [bestP, bestQ] = [0, 0]
      for (let i = 0; i < vocab; i++) {
        const [a, b] = [p[place * vocab + i], q[place * vocab + i]]
        sum += Math.min(a, b)
        if (a > p[place * vocab + bestP]) bestP = i
        if (b > q[place * vocab + bestQ]) bestQ = i
      }
      if (bestP === bestQ) agreed++
      count++
    }
  }
  return { overlap: sum / count, agreement: agreed / count, tokens: count }
}

function distributionsOf(reading: Reading, tokens: readonly number[]): Float32Array {
  const { vocab } = reading.model.shape
  const all = new Float32Array(tokens.length * vocab)
  readThrough(reading, tokens, (place, p) => all.set(p, place * vocab))
  return all
}

/** A model by itself, with a cache of its own. */
export function readingOf(bench: Bench, name: string): Reading {
  const model = bench.transformer(name)
  return { bench, model, cache: bench.cacheFor(model) }
}
