/** A typed prompt may have letters that no token stands for. */
import { describe, expect, it } from 'vitest'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { createTokenizer, isKnownLetter, Special } from '../../../src/engines/tokens/text/tokenizer.ts'
import { startTokens } from './start.ts'

const typed = (text: string) => ({ prompts: { id: 'typed', knobs: { text, requests: 2 } }, output: 2 })

describe('letters that the models do not know', () => {
  it('are said before a run, with their number', () => {
    const problemsOf = (text: string) => tokens.check(tokens.complete(typed(text)).setup).problems
    expect(problemsOf('There was once a\tcafe\n')).toEqual([])
    expect(problemsOf('Größe und Straße')[0]).toMatchObject({ code: 'unknown-letters', severity: 'notice' })
    expect(problemsOf('Größe und Straße')[0].message).toContain('3 of 16 letters')
    expect(problemsOf('Größe und Straße')[0].message).toContain('ö ß')
  })

  it('are counted in a run, of every text that it began', () => {
    const { metrics } = startTokens(typed('Größe')).summary()
    expect(metrics.unknownTokens).toMatchObject({ value: 4 })
    expect(startTokens(typed('Grand')).summary().metrics.unknownTokens).toBeUndefined()
  })

  it('are those of which the tokenizer makes an unknown token', () => {
    const { encode } = createTokenizer([])
    for (const letter of ['a', ' ', '~', '\n', '\t', '\u00a0', 'é', '“', '漢', '🙂', '\u0000'])
      expect(encode(letter).includes(Special.unknown)).toBe(!isKnownLetter(letter))
  })
})
