/** A passage as tokens, with which of them could be foreseen: for training and for evaluation alike. */
import type { Passage } from './domain.ts'
import { Special, type Tokenizer } from './tokenizer.ts'

export interface EncodedPassage {
  /** Ends with `<end>`. */
  readonly tokens: readonly number[]
  /** By token: false where nobody could foresee it. */
  readonly known: readonly boolean[]
}

export function encodePassage(tokenizer: Tokenizer, { text, noise }: Passage): EncodedPassage {
  const tokens: number[] = []
  const known: boolean[] = []
  // Borders of noise are borders of words, so encoding piece by piece gives the tokens of the whole.
  let done = 0
  const add = (until: number, isKnown: boolean): void => {
    for (const token of tokenizer.encode(text.slice(done, until))) {
      tokens.push(token)
      known.push(isKnown)
    }
    done = until
  }
  for (const [from, until] of noise) {
    add(from, true)
    add(until, false)
  }
  add(text.length, true)
  return { tokens: [...tokens, Special.end], known: [...known, true] }
}
