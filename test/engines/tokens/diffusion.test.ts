import { describe, expect, it } from 'vitest'
import { written } from '../../../src/engines/tokens/asked.ts'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { WHOLE_TEXT } from '../../../src/engines/tokens/model/bench.ts'
import { fixedRate } from '../../../src/engines/tokens/roles/decoder/commit/fixed-rate.ts'
import { threshold } from '../../../src/engines/tokens/roles/decoder/commit/threshold.ts'
import { promptOf } from '../../../src/engines/tokens/text/prompts.ts'
import { Special } from '../../../src/engines/tokens/text/tokenizer.ts'
import { Denoising } from '../../../src/engines/tokens/writing/denoising/denoising.ts'
import { luckOf } from '../../../src/engines/tokens/writing/luck.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { bench } from './models.ts'
import { startTokens } from './start.ts'

const candidates = [0.3, 0.95, 0.6, 0.95, 0.1].map((confidence, place) => ({
  ...{ place, token: 10 + place, confidence },
  ...{ entropy: 1, age: 1, chance: 0.5 },
}))
const block = { first: 0, until: 5, step: 0, filledAt: () => -1 }

describe('filling in', () => {
  it('by threshold takes every sure place, and the surest where none is', () => {
    expect(
      threshold
        .create({ threshold: 0.9 })
        .choose(candidates, block)
        .map(({ place }) => place),
    ).toEqual([1, 3])
    expect(
      threshold
        .create({ threshold: 0.99 })
        .choose(candidates, block)
        .map(({ place }) => place),
    ).toEqual([1])
  })

  it('at a fixed rate takes the surest, the earlier of equals', () => {
    expect(
      fixedRate
        .create({ places: 3 })
        .choose(candidates, block)
        .map(({ place }) => place),
    ).toEqual([1, 3, 2])
  })
})

describe('denoising', () => {
  const run = (knobs: object, domain = 'counting') =>
    startTokens({
      prompts: { id: 'domains', knobs: { domain, requests: 3 } },
      output: 32,
      sampling: { temperature: 0 },
      decoder: { id: 'diffusion', knobs },
    })

  it('fills in every place once, each in its step', () => {
    const simulation = run({})
    for (let request = 0; request < 3; request++) {
      const text = answerOf(simulation.answers, written, request)
      expect(text?.tokens).toHaveLength(32)
      expect(text?.tokens).not.toContain('<mask>')
      expect(new Set(text?.round).size).toBe(simulation.logs[request].rounds)
    }
  })

  it('one a step takes as many steps as there are places; a threshold takes fewer where the text is sure', () => {
    const one = run({ commit: { id: 'fixed-rate', knobs: { places: 1 } } })
    expect(one.totals.targetPasses).toBe(3 * 32)
    const sure = run({}, 'tools').totals
    expect(sure.targetPasses).toBeLessThan(0.5 * sure.written)
  })

  it('with block-causal attention the prefix cache changes no distribution, over 100 texts', () => {
    // Places that a step looked at hold their distributions, the others their logits: all of a block are compared.
    const opened = bench(['diffusion'], undefined, WHOLE_TEXT)
    const model = opened.transformer('diffusion')
    const { vocab } = model.shape
    const common = { kernels: opened.kernels, model, sampling: { temperature: 0, topK: 0, topP: 1 }, sink: true }
    const commit = threshold.create({ threshold: 0.7 })
    const [whole, cached] = (['none', 'prefix'] as const).map(
      (caching) =>
        new Denoising({
          ...{ ...common, commit, caching, cache: opened.cacheFor(model) },
          ...{ block: 8, attention: 'block-causal' },
        }),
    )
    const domains = ['counting', 'tools', 'arithmetic', 'code', 'recall'] as const
    const draws = createDraws(1)
    let furthest = 0
    for (let i = 0; i < 100; i++) {
      const domain = domains[i % domains.length]
      const { text } = promptOf(domain, draws.stream(`prompts/${domain}`), Math.floor(i / domains.length))
      const prompt = [Special.bos, ...opened.tokenizer.encode(text)]
      for (const one of [whole, cached]) one.begin(prompt, 16)
      while (!whole.isDone) {
        const [a, b] = [whole, cached].map((one) => {
          const { pass } = one.step(luckOf(draws, i))
          return model.logits.slice(Math.max(0, pass.rows - 9) * vocab, pass.rows * vocab)
        })
        expect(b.length).toBe(a.length)
        for (let at = 0; at < a.length; at++)
          if (a[at] !== b[at]) furthest = Math.max(furthest, Math.abs(a[at] - b[at]))
      }
      expect(cached.text).toEqual(whole.text)
    }
    expect(furthest).toBeLessThan(1e-5)
  })

  it('refuses what would do nothing, and says how to leave it', () => {
    const decoder = { id: 'diffusion', knobs: {} }
    const problemsOf = (given: object) => tokens.check(tokens.complete({ decoder, ...given }).setup).problems
    expect(problemsOf({})).toEqual([])
    const choices = {
      target: 'moe',
      kvFormat: { id: 'rounded', knobs: {} },
      retention: { id: 'window', knobs: {} },
      draftLength: { id: 'heuristic', knobs: {} },
    }
    for (const [key, value] of Object.entries(choices)) {
      const [problem] = problemsOf({ [key]: value })
      expect(problem).toMatchObject({ code: 'unused-choice', path: `setup.${key}` })
      expect(Object.keys(problem.mend?.edits ?? {})).toEqual([`setup.${key}`])
    }
  })

  it('knows its sink: without it the text is another', () => {
    const digestOf = (sink: boolean) =>
      startTokens({
        prompts: { id: 'domains', knobs: { domain: 'tools', requests: 1 } },
        output: 16,
        sink,
        decoder: { id: 'diffusion', knobs: {} },
      }).summary().digest
    expect(digestOf(false)).not.toBe(digestOf(true))
  })

  it('caches save rows', () => {
    const rows = (caching: string) => run({ caching, block: 8 }).totals.targetRows
    expect(rows('prefix')).toBeLessThan(rows('none'))
    expect(rows('dual')).toBeLessThan(rows('prefix'))
  })
})
