/** Texts for evaluation: fresh passages of the generators, and of books where the caller has some. */
import { createDraws, type Stream } from '../../../kernel/draws.ts'
import { choicesFor } from '../text/choices.ts'
import { domains } from '../text/domains/index.ts'
import { encodePassage } from '../text/encode-passage.ts'
import { Special, type Tokenizer } from '../text/tokenizer.ts'
import type { EvaluationText } from './teacher-forced.ts'

/** Tokens of a text: what the models were trained on. */
const LONGEST = 256
/** A seed that no training text was made with. */
const SEED = 77

export const generatedTexts = (tokenizer: Tokenizer, count: number): readonly EvaluationText[] =>
  textsOf(tokenizer, count, (id) => createDraws(SEED).stream(`evaluate/${id}`))

/** `count` texts of each domain that `isWanted`, from a stream of its own. */
export function textsOf(
  tokenizer: Tokenizer,
  count: number,
  streamOf: (domain: string) => Stream,
  isWanted: (domain: string) => boolean = () => true,
): readonly EvaluationText[] {
  return domains
    .filter(({ id }) => isWanted(id))
    .flatMap(({ id, passage }) => {
      const stream = streamOf(id)
      const texts: EvaluationText[] = []
      for (let i = 0; texts.length < count; i++) {
        const tokens: number[] = [Special.bos]
        const known: boolean[] = [false]
        // Passages are short: several make a text, as in training.
        for (let j = 0; tokens.length < LONGEST / 2; j++) {
          const encoded = encodePassage(tokenizer, passage(choicesFor(stream, i * 100 + j)))
          tokens.push(...encoded.tokens)
          known.push(...encoded.known)
        }
        texts.push({ domain: id, tokens: tokens.slice(0, LONGEST), known: known.slice(0, LONGEST) })
      }
      return texts
    })
}

/** Stretches of a book, evenly spread. */
export function bookTexts(
  tokenizer: Tokenizer,
  domain: string,
  text: string,
  count: number,
): readonly EvaluationText[] {
  const tokens = tokenizer.encode(text)
  const step = Math.floor((tokens.length - LONGEST) / count)
  return Array.from({ length: Math.max(0, step > 0 ? count : 0) }, (_, i) => {
    const stretch = [Special.bos, ...tokens.slice(i * step, i * step + LONGEST - 1)]
    return { domain, tokens: stretch, known: stretch.map((_token, place) => place > 0) }
  })
}

export const ofDomain = (texts: readonly EvaluationText[], domain: string): readonly EvaluationText[] =>
  texts.filter((text) => text.domain === domain)

export const domainsOf = (texts: readonly EvaluationText[]): readonly string[] => [
  ...new Set(texts.map(({ domain }) => domain)),
]
