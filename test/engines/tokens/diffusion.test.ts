import { describe, expect, it } from 'vitest'
import { written } from '../../../src/engines/tokens/asked.ts'
import { fixedRate } from '../../../src/engines/tokens/roles/decoder/commit/fixed-rate.ts'
import { threshold } from '../../../src/engines/tokens/roles/decoder/commit/threshold.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { startTokens } from './start.ts'

const candidates = [0.3, 0.95, 0.6, 0.95, 0.1].map((confidence, place) => ({ place, token: 10 + place, confidence }))

describe('filling in', () => {
  it('by threshold takes every sure place, and the surest where none is', () => {
    expect(
      threshold
        .create({ threshold: 0.9 })
        .choose(candidates)
        .map(({ place }) => place),
    ).toEqual([1, 3])
    expect(
      threshold
        .create({ threshold: 0.99 })
        .choose(candidates)
        .map(({ place }) => place),
    ).toEqual([1])
  })

  it('at a fixed rate takes the surest, the earlier of equals', () => {
    expect(
      fixedRate
        .create({ places: 3 })
        .choose(candidates)
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
  const textsOf = (simulation: ReturnType<typeof run>) =>
    simulation.logs.map((_, request) => answerOf(simulation.answers, written, request)?.tokens.join(''))

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

  it('with block-causal attention the prefix cache changes nothing', () => {
    const knobs = { attention: 'block-causal', block: 8 }
    expect(textsOf(run({ ...knobs, caching: 'prefix' }))).toEqual(textsOf(run({ ...knobs, caching: 'none' })))
  })

  it('caches save rows', () => {
    const rows = (caching: string) => run({ caching, block: 8 }).totals.targetRows
    expect(rows('prefix')).toBeLessThan(rows('none'))
    expect(rows('dual')).toBeLessThan(rows('prefix'))
  })
})
