/** A model reads a text that is given: its distribution after every token. */
import type { Seams } from '../contracts/attention.ts'
import type { Sampling } from '../contracts/sampling.ts'
import type { Bench } from '../model/bench.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Transformer } from '../model/transformer.ts'
import { distribution } from '../sampling/sampling.ts'

export interface Reading {
  readonly bench: Bench
  readonly model: Transformer
  readonly cache: KvCache
  /** As the text would be sampled; temperature 1 and all tokens where absent. */
  readonly sampling?: Sampling
  readonly seams?: Seams
  /** After so many tokens the cache is settled, as it is between rounds; 1 is the strictest. */
  readonly stride?: number
  /** So many tokens come first, and the cache is settled once behind them, as after prefill. */
  readonly prompt?: number
  readonly settled?: (cache: KvCache, phase: 'prefill' | 'decode') => void
  readonly opened?: (cache: KvCache) => void
}

const AS_IT_IS: Sampling = { temperature: 1, topK: 0, topP: 1 }

/** Calls `at(i, p, row)` with the distribution after token i, which is of row `row` of the last pass; p is reused. */
export function readThrough(
  { bench, model, cache, sampling = AS_IT_IS, seams, stride = model.mostRows, prompt = 0, ...told }: Reading,
  tokens: readonly number[],
  at: (place: number, p: Float32Array, row: number) => void,
): void {
  const { vocab } = model.shape
  const p = new Float32Array(vocab)
  cache.clear()
  told.opened?.(cache)
  for (let first = 0; first < tokens.length; ) {
    const until = first < prompt ? Math.min(first + model.mostRows, prompt) : first + stride
    const chunk = tokens.slice(first, until)
    const logits = model.forward(cache, { tokens: chunk, first, sight: 'causal' }, seams)
    for (let row = 0; row < chunk.length; row++) {
      distribution(bench.kernels, { logits, at: row * vocab, vocab }, sampling, p, 0)
      at(first + row, p, row)
    }
    first += chunk.length
    if (first >= prompt) told.settled?.(cache, first === prompt ? 'prefill' : 'decode')
  }
}
