/** What is sampled and what is accepted, as sums on paper: temperature, top-k, nucleus, and the rule of speculative sampling. */
import { describe, expect, it } from 'vitest'
import type { Sampling } from '../../../src/engines/tokens/contracts/sampling.ts'
import { createPlainKernels } from '../../../src/engines/tokens/kernels/plain.ts'
import { distribution, drawFrom } from '../../../src/engines/tokens/sampling/sampling.ts'
import { exactRule } from '../../../src/engines/tokens/writing/rounds/exact-rule.ts'

const vocab = 4
const shares = [0.5, 0.3, 0.15, 0.05]

/** What is sampled from logits whose softmax at temperature 1 is `shares`. */
function sampled(sampling: Partial<Sampling>, of: readonly number[] = shares): readonly number[] {
  const logits = Float32Array.from(of, Math.log)
  const out = new Float32Array(vocab)
  distribution(
    createPlainKernels(),
    { logits, at: 0, vocab },
    { temperature: 1, topK: 0, topP: 1, ...sampling },
    out,
    0,
  )
  return [...out]
}

const expectShares = (found: readonly number[], wanted: readonly number[]): void =>
  found.forEach((share, i) => {
    expect(share, `token ${i}`).toBeCloseTo(wanted[i], 6)
  })

describe('the distribution that is sampled', () => {
  it('is the softmax of the logits over the temperature', () => {
    expectShares(sampled({}), shares)
    // at temperature 0.5 shares are squared: 25, 9, 2.25 and 0.25 of 36.5
    expectShares(sampled({ temperature: 0.5 }), [25 / 36.5, 9 / 36.5, 2.25 / 36.5, 0.25 / 36.5])
  })

  it('is one token at temperature 0, the lowest of equals', () => {
    expect(sampled({ temperature: 0 })).toEqual([1, 0, 0, 0])
    expect(sampled({ temperature: 0 }, [0.1, 0.4, 0.4, 0.1])).toEqual([0, 1, 0, 0])
  })

  it('of the two most likely is theirs, scaled to one', () => {
    expectShares(sampled({ topK: 2 }), [0.5 / 0.8, 0.3 / 0.8, 0, 0])
  })

  it('of a nucleus is the smallest set that holds the share, equals of its border with it', () => {
    // 0.5 + 0.3 hold 0.75, 0.5 alone does not; 0.9 takes 0.15 too
    expectShares(sampled({ topP: 0.75 }), [0.5 / 0.8, 0.3 / 0.8, 0, 0])
    expectShares(sampled({ topP: 0.9 }), [0.5 / 0.95, 0.3 / 0.95, 0.15 / 0.95, 0])
    expectShares(sampled({ topP: 0.5 }, [0.4, 0.25, 0.25, 0.1]), [0.4 / 0.9, 0.25 / 0.9, 0.25 / 0.9, 0])
  })

  it('gives each token the draws of its share, in order, and never one that cannot be', () => {
    const p = Float32Array.of(0.5, 0, 0.25, 0.25)
    expect([0, 0.49, 0.5, 0.74, 0.75, 0.999].map((u) => drawFrom(p, 0, vocab, u))).toEqual([0, 0, 2, 2, 3, 3])
    // of a sum that rounding left below one, the last possible token has the rest
    expect(drawFrom(Float32Array.of(0.5, 0.25, 0, 0), 0, vocab, 0.9)).toBe(1)
  })
})

describe('the exact rule', () => {
  const target = [0.2, 0.3, 0.4, 0.1]
  const draft = [0.5, 0.25, 0.25, 0]
  const decision = (token: number, q: readonly number[] | null = draft) => ({
    p: Float32Array.from(target),
    pAt: 0,
    q: q === null ? null : Float32Array.from(q),
    qAt: 0,
    vocab,
    token,
  })

  it('accepts a draft as often as the target wants it, over how often it was drafted', () => {
    // token 0: 0.2 of 0.5; token 1: 0.3 over 0.25 is above one
    expect([0.39, 0.41].map((u) => exactRule.accepts(decision(0), u))).toEqual([true, false])
    expect(exactRule.accepts(decision(1), 0.999)).toBe(true)
    // a token that was picked for sure counts as drafted with certainty
    expect([0.19, 0.21].map((u) => exactRule.accepts(decision(0, null), u))).toEqual([true, false])
  })

  it('draws instead of a rejected one from what the target wants more than the draft', () => {
    // p − q above zero: 0, 0.05, 0.15, 0.1 of 0.3
    const rejected = decision(0)
    exactRule.reject(rejected)
    expectShares([...rejected.p], [0, 0.05 / 0.3, 0.15 / 0.3, 0.1 / 0.3])
    const sure = decision(0, null)
    exactRule.reject(sure)
    expectShares([...sure.p], [0, 0.3 / 0.8, 0.4 / 0.8, 0.1 / 0.8])
  })

  it('writes each token exactly as often as the target: drafted and accepted, or drawn after a rejection', () => {
    const kept = draft.map((q, token) => q * (q === 0 ? 0 : Math.min(1, target[token] / q)))
    const lost = 1 - kept.reduce((sum, share) => sum + share, 0)
    const { p: residual, ...rest } = decision(0)
    exactRule.reject({ ...rest, p: residual })
    expectShares(
      kept.map((share, token) => share + lost * residual[token]),
      target,
    )
  })

  it('draws from the target where the draft was the same', () => {
    const same = decision(0, target)
    exactRule.reject(same)
    expectShares([...same.p], target)
  })
})
