/**
 * Is speculative decoding lossless? Three tokens are written over and over on a toy pair, and how often each continuation came
 * is held against what the target alone would give. Correct methods pass; known mistakes must be caught, or the test is worth
 * nothing.
 *
 * The joint distribution is tested, not the first token alone: a wrong stop shows two tokens later.
 */
import { createDraws } from '../../../kernel/draws.ts'
import type { LosslessRow } from '../asked.ts'
import { DraftTree } from '../writing/rounds/draft-tree.ts'
import { RoundOutcome, verify } from '../writing/rounds/verify.ts'
import { chiSquare } from './chi-square.ts'
import { type ToyMethod, toyMethods } from './toy-methods.ts'
import { continuations, type ToyPair, toyPair } from './toy-pair.ts'

/** Words of the toy; special tokens, which `verify` knows, stand before them and never come. */
const WORDS = 6
const FIRST_WORD = 4
const VOCAB = FIRST_WORD + WORDS
const LENGTH = 3
const AGREES = 4
const CAUGHT = 20

/** One method: `samples` texts of three tokens. */
export function measureMethod(method: ToyMethod, samples: number, seed: number): LosslessRow {
  const draws = createDraws(seed)
  const pair = padded(toyPair(draws, WORDS))
  const exact = continuations(pair, LENGTH)
  const counts = new Float64Array(exact.length)
  const stream = draws.stream(`battery/${method.id}`)
  const rows = 16
  const draft = new DraftTree(rows, VOCAB)
  const outcome = new RoundOutcome(rows)
  const p = new Float32Array(rows * VOCAB)
  let drawn = 0
  let written = 0
  let rounds = 0
  const text: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    text.length = 0
    const u = (): number => stream.at(sample, drawn++)
    drawn = 0
    while (text.length < LENGTH) {
      const last = text.length === 0 ? VOCAB : text[text.length - 1]
      draft.begin(last)
      method.draft(draft, pair, last, u)
      for (let row = 0; row < draft.count; row++)
        p.set(pair.p.subarray(draft.token[row] * VOCAB, (draft.token[row] + 1) * VOCAB), row * VOCAB)
      verify(draft, p, method.rule, { accept: u, emit: u }, outcome)
      for (const { token } of outcome.emitted) text.push(token)
      written += outcome.emitted.length
      rounds++
    }
    let cell = 0
    for (let i = 0; i < LENGTH; i++) cell = cell * VOCAB + text[i]
    counts[cell]++
  }
  const { z, effect } = chiSquare(counts, exact)
  const mistake = method.mistake ?? null
  return {
    ...{ id: method.id, title: method.title, mistake, z, samples, effect },
    tokensPerRound: written / rounds,
    isAsExpected: mistake === null ? Math.abs(z) < AGREES : z > CAUGHT,
  }
}

export const runBattery = (samples: number, seed: number): readonly LosslessRow[] =>
  toyMethods.map((method) => measureMethod(method, samples, seed))

/** Puts the words of a pair behind the special tokens, which get no probability. */
function padded({ p, q }: ToyPair): ToyPair {
  const shift = (table: Float32Array): Float32Array => {
    const wide = new Float32Array((VOCAB + 1) * VOCAB)
    for (let row = 0; row <= WORDS; row++)
      wide.set(table.subarray(row * WORDS, (row + 1) * WORDS), (row + FIRST_WORD) * VOCAB + FIRST_WORD)
    return wide
  }
  return { vocab: VOCAB, p: shift(p), q: shift(q) }
}

export { toyMethods } from './toy-methods.ts'
