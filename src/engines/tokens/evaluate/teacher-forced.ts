/** A model reads a text that is given: its logits after every token, and what follows from them. */

import { log } from '../../../kernel/math.ts'
import type { Bench } from '../bench.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Seams, Transformer } from '../model/transformer.ts'

/** Texts by domain, as tokens, `<bos>` first; `known[i]` says whether token i could be foreseen. */
export interface EvaluationText {
  readonly domain: string
  readonly tokens: readonly number[]
  readonly known: readonly boolean[]
}

export interface Reading {
  readonly bench: Bench
  readonly model: Transformer
  readonly cache: KvCache
  readonly seams?: Seams
  /** After so many tokens the cache is settled, as it is between rounds; 1 is the strictest. */
  readonly stride?: number
  readonly settled?: (cache: KvCache) => void
  readonly opened?: (cache: KvCache) => void
}

/** Calls `at(i, p)` with the distribution after token i (temperature 1); p is reused. */
export function readThrough(
  { bench, model, cache, seams, stride = model.mostRows, settled, opened }: Reading,
  tokens: readonly number[],
  at: (place: number, p: Float32Array, row: number) => void,
): void {
  const { vocab } = model.shape
  cache.clear()
  opened?.(cache)
  for (let first = 0; first < tokens.length; first += stride) {
    const chunk = tokens.slice(first, first + stride)
    const logits = model.forward(cache, { tokens: chunk, first, sight: 'causal' }, seams)
    for (let row = 0; row < chunk.length; row++) {
      bench.kernels.softmax(logits, row * vocab, vocab, 1)
      at(first + row, logits.subarray(row * vocab, (row + 1) * vocab), row)
    }
    settled?.(cache)
  }
}

export interface Loss {
  /** Nats a token, over what could be foreseen. */
  readonly loss: number
  /** Share of those tokens that were the likeliest. */
  readonly top1: number
  readonly tokens: number
}

export function lossOf(reading: Reading, texts: readonly EvaluationText[]): Loss {
  let sum = 0
  let right = 0
  let count = 0
  for (const { tokens, known } of texts)
    readThrough(reading, tokens, (place, p) => {
      if (place + 1 >= tokens.length || !known[place + 1]) return
      const next = tokens[place + 1]
      sum -= log(Math.max(p[next], 1e-30))
      let best = 0
      for (let i = 1; i < p.length; i++) if (p[i] > p[best]) best = i
      if (best === next) right++
      count++
    })
  return { loss: sum / count, top1: right / count, tokens: count }
}
