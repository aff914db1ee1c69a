/** Verdicts: the exact one writes what the target would, the others say that they do not, and each has its end where it is the plain model. */
import { describe, expect, it } from 'vitest'
import { measureMethod, toyMethods } from '../../../src/engines/tokens/battery/battery.ts'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { accepts } from '../../../src/engines/tokens/roles/accept/index.ts'
import { typical } from '../../../src/engines/tokens/roles/accept/typical.ts'
import { log } from '../../../src/kernel/math.ts'
import { startTokens } from './start.ts'

const write = (given: object, temperature = 1) =>
  startTokens({
    prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 7 } },
    output: 24,
    sampling: { temperature },
    ...given,
  })
const textsOf = ({ logs }: ReturnType<typeof write>) => logs.map(({ text }) => text.token)
const verdict = (id: string, knobs: object = {}) => ({ accept: { id, knobs } })
const alone = { decoder: { id: 'autoregressive', knobs: {} } }

describe('verdicts', () => {
  it('where nothing is accepted the target writes alone, bit for bit', () => {
    const refused = write(verdict('coin', { chance: 0 }))
    expect(refused.speculation.accepted).toBe(0)
    expect(textsOf(refused)).toEqual(textsOf(write(alone)))
  })

  it('where the target is sure, exact and typical are its own text, and a coin’s is not', () => {
    const greedy = textsOf(write(alone, 0))
    expect(textsOf(write(verdict('exact'), 0))).toEqual(greedy)
    expect(textsOf(write(verdict('typical'), 0))).toEqual(greedy)
    expect(textsOf(write(verdict('coin'), 0))).not.toEqual(greedy)
  })

  it('always is never no: a round brings its whole draft and one token more', () => {
    const { rounds, speculation, totals, logs } = write(verdict('always'))
    expect([speculation.rejected, speculation.discarded]).toEqual([0, 0])
    const drafted = rounds.drafted.reduce((sum, one) => sum + one, 0)
    // but for drafts that end the text, whose pass adds nothing
    const ended = logs.filter(({ written }) => written < 24).length
    const brought = drafted + totals.targetPasses + totals.firstTokens
    expect(totals.written).toBeLessThanOrEqual(brought)
    expect(totals.written).toBeGreaterThanOrEqual(brought - ended)
  })

  it('typical by hand: as likely as the bound, which falls where the target is open', () => {
    const rule = typical.create(typical.knobs.parse({ most: 0.3, share: 0.5 }))
    const takes = (p: readonly number[], token: number) =>
      rule.accepts({ p: Float32Array.from(p), pAt: 0, q: null, qAt: 0, vocab: p.length, token }, 0.5)
    // four equal tokens: entropy ln 4, a typical one has 0.25, half of it 0.125
    expect(takes([0.25, 0.25, 0.25, 0.25], 2)).toBe(true)
    // 0.97 and 0.03: exp(−H) = exp(0.97 ln 0.97 + 0.03 ln 0.03) = 0.874, half of it above 0.3, which is then the bound
    expect(Math.exp(0.97 * log(0.97) + 0.03 * log(0.03))).toBeCloseTo(0.874, 3)
    expect([0, 1].map((token) => takes([0.97, 0.03], token))).toEqual([true, false])
    expect([0, 1].map((token) => takes([0.65, 0.35], token))).toEqual([true, true])
  })

  it('the exact one alone is lossless, and the battery tells', () => {
    const [{ draft }] = toyMethods
    for (const { id, title, isLossy, create, knobs } of accepts) {
      const rule = create(knobs.parse({}) as never, undefined)
      const { z } = measureMethod({ id, title, draft, rule }, 60_000, 3)
      expect([id, isLossy ? z > 20 : Math.abs(z) < 4]).toEqual([id, true])
    }
    expect(accepts.filter(({ isLossy }) => !isLossy).map(({ id }) => id)).toEqual(['exact'])
  })

  it('a lossy one is said beside every run of it, and never where no target judges', () => {
    const codesOf = (given: object) => {
      const { setup, problems } = tokens.complete(given)
      expect(problems).toEqual([])
      return tokens.check(setup).problems.map(({ code, severity }) => [code, severity])
    }
    expect(codesOf(verdict('exact'))).toEqual([])
    expect(codesOf(verdict('typical'))).toEqual([['lossy-verdict', 'notice']])
    const diffusion = { decoder: { id: 'diffusion', knobs: {} } }
    expect(codesOf({ ...verdict('typical'), ...diffusion })).toEqual([['unused-choice', undefined]])
  })
})
