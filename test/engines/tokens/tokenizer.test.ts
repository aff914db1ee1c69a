import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEYS } from '../../../src/engines/tokens/text/domains/recall.ts'
import { createTokenizer, Special } from '../../../src/engines/tokens/text/tokenizer.ts'
import { assets } from './models.ts'

const tokenizer = createTokenizer(assets.merges)

describe('the tokenizer', () => {
  it('has 512 entries, all different', () => {
    expect(tokenizer.vocab).toBe(512)
    expect(new Set(tokenizer.texts).size).toBe(512)
  })

  it('gives back any text of printable ASCII and newlines', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'\n abcdefghijklmnopqrstuvwxyzABC 0123456789{}()"\',.:;=+<>!?-_'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(text, (words) => {
        expect(tokenizer.decode(tokenizer.encode(words))).toBe(words)
      }),
    )
  })

  it('keeps every digit a token of its own', () => {
    expect(tokenizer.encode('1234').map((token) => tokenizer.texts[token])).toEqual(['1', '2', '3', '4'])
  })

  it('reads a word with the space before it as one token where it is frequent', () => {
    expect(tokenizer.encode(' the')).toHaveLength(1)
  })

  it('has every key of recall as a single token, so that one step of induction answers', () => {
    for (const key of KEYS) expect(tokenizer.encode(` ${key}`), key).toHaveLength(1)
  })

  it('takes letters beyond ASCII as unknown, and tabs as spaces', () => {
    expect(tokenizer.encode('é')).toContain(Special.unknown)
    expect(tokenizer.encode('a\tb')).toEqual(tokenizer.encode('a b'))
  })
})
