/** A target and a draft that are small tables: the next token depends on the last one only, so every probability is known. */
import type { Draws } from '../../../kernel/draws.ts'

/** One context for the beginning, one for every token. */
export interface ToyPair {
  readonly vocab: number
  /** (vocab + 1, vocab): rows by the last token, the last row for the beginning. */
  readonly p: Float32Array
  readonly q: Float32Array
}

/** Weights u² of fresh draws, so that some tokens are rare and the pair disagrees: about two drafts in three are accepted. */
export function toyPair(draws: Draws, vocab: number): ToyPair {
  const table = (purpose: string): Float32Array => {
    const stream = draws.stream(purpose)
    const rows = new Float32Array((vocab + 1) * vocab)
    for (let row = 0; row <= vocab; row++) {
      let sum = 0
      for (let i = 0; i < vocab; i++) {
        const u = stream.at(row, i)
        rows[row * vocab + i] = u * u + 0.01
        sum += rows[row * vocab + i]
      }
      for (let i = 0; i < vocab; i++) rows[row * vocab + i] /= sum
    }
    return rows
  }
  return { vocab, p: table('toy/p'), q: table('toy/q') }
}

/** Probability of every continuation of `length` tokens, the first token as the highest digit. */
export function continuations({ vocab, p }: ToyPair, length: number): Float64Array {
  let joint = new Float64Array([1])
  let last = Int32Array.of(vocab)
  for (let step = 0; step < length; step++) {
    const next = new Float64Array(joint.length * vocab)
    const lastNext = new Int32Array(joint.length * vocab)
    for (let i = 0; i < joint.length; i++)
      for (let token = 0; token < vocab; token++) {
        next[i * vocab + token] = joint[i] * p[last[i] * vocab + token]
        lastNext[i * vocab + token] = token
      }
    joint = next
    last = lastNext
  }
  return joint
}
