/** Rules for the length of a draft: SpecDec++ by hand and on the real pair, and the coin that it is held against. */
import { describe, expect, it } from 'vitest'
import type { DraftStep } from '../../../src/engines/tokens/contracts/draft-length.ts'
import { random } from '../../../src/engines/tokens/roles/draft-length/random.ts'
import { trained } from '../../../src/engines/tokens/roles/draft-length/trained.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { bench } from './models.ts'
import { startTokens } from './start.ts'

const files = bench(['acceptance']).files
const step = (depth: number, more: Partial<DraftStep> = {}): DraftStep => ({
  ...{ depth, probability: 0.5, largest: 0.5, entropy: 1, foretold: Number.NaN, chance: 0.5 },
  ...more,
})

describe('SpecDec++', () => {
  const rule = (knobs: object) => {
    const parsed = trained.knobs.parse({ least: 1, next: false, ...knobs })
    return trained.create(parsed, { file: (name) => files[name] })
  }
  /** Depth at which a draft of such chances ends; 0 where it goes on. */
  const endOf = (knobs: object, chances: readonly number[]): number => {
    const { goesOn } = rule(knobs)
    return chances.findIndex((foretold, i) => !goesOn(step(i + 1, { foretold }))) + 1
  }

  it('stops once the chance that one of the tokens was rejected is above the threshold', () => {
    // 0.9, 0.9 × 0.8 = 0.72, 0.72 × 0.6 = 0.432: rejected with 10, 28 and 57 %
    expect(endOf({ threshold: 0.5 }, [0.9, 0.8, 0.6, 0.9])).toBe(3)
    expect(endOf({ threshold: 0.25 }, [0.9, 0.8, 0.6, 0.9])).toBe(2)
    expect(endOf({ threshold: 0.6 }, [0.9, 0.8, 0.6])).toBe(0)
  })

  it('begins every draft anew', () => {
    const { goesOn } = rule({ threshold: 0.5 })
    expect([0.7, 0.6].map((foretold, i) => goesOn(step(i + 1, { foretold })))).toEqual([true, false])
    expect(goesOn(step(1, { foretold: 0.7 }))).toBe(true)
  })

  it('drafts its least however surely a token is rejected, the one that the last pass drew among them', () => {
    expect(endOf({ threshold: 0.5, least: 3 }, [0.1, 0.1, 0.1, 0.1])).toBe(3)
    expect(endOf({ threshold: 0.5, least: 3, next: true }, [0.1, 0.1, 0.1, 0.1])).toBe(2)
  })

  it('verifies the token that its last pass has drawn: as many tokens as passes, and without it one fewer', () => {
    const run = (next: boolean) =>
      startTokens({
        ...{ prompts: { id: 'domains', knobs: { domain: 'fresh', requests: 5 } }, output: 32 },
        ...{ sampling: { temperature: 1 }, draftLength: { id: 'trained', knobs: { threshold: 0.5, next } } },
      }).rounds
    for (const next of [true, false]) {
      const { stop, drafted, passes } = run(next)
      const ended = stop.flatMap((why, i) => (why === 'threshold' ? [passes[i] - drafted[i]] : []))
      expect(ended.length).toBeGreaterThan(5)
      expect(new Set(ended)).toEqual(new Set([next ? 0 : 1]))
    }
  })

  it('its head knows: where it foretells more, more is accepted', () => {
    const share = (threshold: number) => {
      const { speculation } = startTokens({
        ...{ prompts: { id: 'domains', knobs: { domain: 'fresh', requests: 15 } }, output: 32 },
        ...{
          sampling: { temperature: 1 },
          draftLength: { id: 'trained', knobs: { threshold, least: 1, next: false } },
        },
      })
      return speculation.accepted / (speculation.accepted + speculation.rejected + speculation.discarded)
    }
    const [careful, bold] = [share(0.3), share(0.98)]
    expect(careful).toBeGreaterThan(0.8)
    expect(bold).toBeLessThan(0.75)
  })
})

describe('a coin', () => {
  it('ends drafts at the mean that was asked for, whatever the draft is like', () => {
    const { goesOn } = random.create(random.knobs.parse({ mean: 4 }), { file: () => expect.unreachable() })
    const draws = createDraws(5).stream('coins')
    let tokens = 0
    const drafts = 4000
    for (let draft = 0; draft < drafts; draft++)
      for (let depth = 1; ; depth++) {
        tokens++
        if (!goesOn(step(depth, { chance: draws.at(draft, depth) }))) break
      }
    // geometric: standard deviation √12, so the mean of 4,000 is within 0.16 of 4 in all but 3 of 1,000
    expect(Math.abs(tokens / drafts - 4)).toBeLessThan(0.16)
  })

  it('is thrown apart from the tokens: they are drawn with the same luck', () => {
    const first = (id: string, knobs: object) =>
      startTokens({
        ...{ prompts: { id: 'domains', knobs: { domain: 'fresh', requests: 5 } }, output: 12 },
        ...{ sampling: { temperature: 1 }, draftLength: { id, knobs } },
      })
    const [fixed, coin] = [first('fixed', { draftLength: 1 }), first('random', { mean: 1 })]
    expect(coin.logs.map(({ text }) => text.token)).toEqual(fixed.logs.map(({ text }) => text.token))
  })
})
