/** Loss of a model on texts that are given. */
import { log } from '../../../kernel/math.ts'
import { argmax } from '../sampling/sampling.ts'
import { type Reading, readThrough } from './read-through.ts'

/** Texts by domain, as tokens, `<bos>` first; `known[i]` says whether token i could be foreseen. */
export interface EvaluationText {
  readonly domain: string
  readonly tokens: readonly number[]
  readonly known: readonly boolean[]
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
      if (argmax(p, 0, p.length) === next) right++
      count++
    })
  return { loss: sum / count, top1: right / count, tokens: count }
}
