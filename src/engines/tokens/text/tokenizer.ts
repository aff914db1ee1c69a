/**
 * Byte-pair encoding with 512 entries, shared by every model: 4 specials, newline and 95 printable ASCII characters, 412
 * merges. Words keep the space before them; a digit is always a token of its own, so that sums are sums of digits.
 *
 * Source: Sennrich, Haddow and Birch 2016 (merges by frequency); the split into words follows GPT-2's idea.
 */
export const Special = { mask: 0, bos: 1, end: 2, unknown: 3 } as const

const SPECIALS = ['<mask>', '<bos>', '<end>', '<unknown>'] as const
const CHARACTERS = ['\n', ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))]

/** A merge never crosses these borders. Greedy from the left, first alternative first. */
const WORD = / ?[A-Za-z]+|[0-9]| ?[^\sA-Za-z0-9]+|\n|(?: (?= ))+| /g

/** Whether a token stands for a letter; white space counts as a space. */
export const isKnownLetter = (letter: string): boolean => /^[\s\x20-\x7e]$/.test(letter)

export interface Tokenizer {
  readonly vocab: number
  /** What each token stands for; specials are named in angle brackets. */
  readonly texts: readonly string[]
  encode(text: string): number[]
  /** Specials are left out. */
  decode(tokens: ArrayLike<number>): string
}

/** The words of a text, each with the space before it. Tabs and other white space count as a space. */
export const splitWords = (text: string): readonly string[] => text.replace(/[^\S\n ]/g, ' ').match(WORD) ?? []

/** `merges` in the order in which they were learnt: the earlier, the more frequent. */
export function createTokenizer(merges: readonly (readonly [string, string])[]): Tokenizer {
  const texts: string[] = [...SPECIALS, ...CHARACTERS, ...merges.map(([left, right]) => left + right)]
  const idOf = new Map(texts.map((text, id) => [text, id] as const).slice(SPECIALS.length))
  const rankOf = new Map(merges.map(([left, right], rank) => [`${left}\u0000${right}`, rank] as const))
  const known = new Map<string, readonly number[]>()

  const encodeWord = (word: string): readonly number[] => {
    const parts = [...word]
    while (parts.length > 1) {
      let [best, at] = [Number.POSITIVE_INFINITY, -1]
      for (let i = 0; i + 1 < parts.length; i++) {
        const rank = rankOf.get(`${parts[i]}\u0000${parts[i + 1]}`) ?? Number.POSITIVE_INFINITY
        if (rank < best) [best, at] = [rank, i]
      }
      if (at < 0) break
      parts.splice(at, 2, parts[at] + parts[at + 1])
    }
    return parts.map((part) => idOf.get(part) ?? Special.unknown)
  }

  return {
    vocab: texts.length,
    texts,
    encode(text) {
      const tokens: number[] = []
      for (const word of splitWords(text)) {
        let ids = known.get(word)
        if (ids === undefined) {
          ids = encodeWord(word)
          known.set(word, ids)
        }
        for (const id of ids) tokens.push(id)
      }
      return tokens
    },
    decode(tokens) {
      let text = ''
      for (let i = 0; i < tokens.length; i++) if (tokens[i] >= SPECIALS.length) text += texts[tokens[i]] ?? ''
      return text
    },
  }
}
