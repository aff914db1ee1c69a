import { describe, expect, it } from 'vitest'
import { choicesFor } from '../../../src/engines/tokens/text/choices.ts'
import { domains } from '../../../src/engines/tokens/text/domains/index.ts'
import { PROMPT_DOMAINS, promptOf } from '../../../src/engines/tokens/text/prompts.ts'
import { createTokenizer } from '../../../src/engines/tokens/text/tokenizer.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { assets } from './models.ts'

const draws = createDraws(7)
const passages = (id: string, count: number) => {
  const domain = domains.find((one) => one.id === id)
  if (!domain) throw new Error(id)
  return Array.from({ length: count }, (_, i) => domain.passage(choicesFor(draws.stream(id), i)))
}

describe('generated text', () => {
  it.each(domains.map(({ id }) => id))('%s: the same passage of the same seed, another of another', (id) => {
    const [first, second] = passages(id, 2)
    expect(passages(id, 1)[0]).toEqual(first)
    expect(second.text).not.toBe(first.text)
  })

  it('asks questions in every domain but code, whose answers stand where they say', () => {
    const asking = domains.map(({ id }) => id).filter((id) => passages(id, 50).some((one) => one.questions.length > 0))
    expect(asking).toEqual(['tools', 'arithmetic', 'recall', 'counting'])
    for (const { text, questions } of asking.flatMap((id) => passages(id, 50)))
      for (const { at, answer } of questions) expect(text.slice(at, at + answer.length)).toBe(answer)
  })

  it('has noise where something is to be recalled, within the text', () => {
    const noisy = domains.map(({ id }) => id).filter((id) => passages(id, 50).some(({ noise }) => noise.length > 0))
    expect(noisy).toEqual(['recall'])
    for (const { text, noise } of passages('recall', 50))
      for (const [from, until] of noise) expect(from < until && until <= text.length).toBe(true)
  })

  it('sums are right, carries included', () => {
    for (const { questions, text } of passages('arithmetic', 100))
      for (const { at, answer } of questions) {
        const asked = text.slice(0, at).split('\n').at(-1) ?? ''
        const sum = /^(\d+)\+(\d+): $/.exec(asked)
        if (sum) expect(answer.endsWith(`so ${Number(sum[1]) + Number(sum[2])}`)).toBe(true)
        else expect(answer.split(' ')).toEqual([...answer.split(' ')].sort())
      }
  })

  it('recall asks for what stands in its list', () => {
    for (const { text, questions } of passages('recall', 30))
      for (const { at, answer } of questions) {
        const key = / ([A-Za-z]+)$/.exec(text.slice(0, at))?.[1]
        expect(text.indexOf(` ${key}${answer}`)).toBeLessThan(at - 1)
      }
  })

  it('tool calls are JSON', () => {
    for (const { questions } of passages('tools', 50))
      for (const { answer } of questions) expect(() => JSON.parse(answer)).not.toThrow()
  })

  it('prompts of every domain fit the models with an output of 64 tokens', () => {
    const tokenizer = createTokenizer(assets.merges)
    for (const domain of PROMPT_DOMAINS)
      for (let i = 0; i < 40; i++) {
        const { text } = promptOf(domain, draws.stream(`prompts/${domain}`), i)
        expect(text.length).toBeGreaterThan(0)
        expect(tokenizer.encode(text).length + 65, domain).toBeLessThanOrEqual(300)
      }
  })
})
