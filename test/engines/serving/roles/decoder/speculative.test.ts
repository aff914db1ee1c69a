import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregressive } from '../../../../../src/engines/serving/roles/decoder/autoregressive.ts'
import { decoders } from '../../../../../src/engines/serving/roles/decoder/index.ts'
import { type DecoderLab, speculating } from './decoder-lab.ts'

const uniform = (rate: number) => ({ id: 'uniform', knobs: { rate } })

/** Mean of tokens emitted over `rounds` rounds of each request of the lab. */
function tokensPerRound(lab: DecoderLab, rounds: number, requests: number): number {
  let tokens = 0
  for (let i = 0; i < rounds; i++) for (let request = 0; request < requests; request++) tokens += lab.round(request)
  return tokens / (rounds * requests)
}

describe('the speculative decoder', () => {
  it.each([
    [0.8, 4, 3.36],
    [0.5, 3, 1.88],
    [0.9, 10, 6.86],
  ])('emits (1 − α^(K+1)) / (1 − α) tokens a round at α %f and K %i', (rate, draftLength, expected) => {
    // given 100,000 rounds of independent drafts
    const lab = speculating({ draftLength, process: uniform(rate) }, { requests: 100 })
    // then the mean is the closed form: at α 0.8, K 4: (1 − 0.32768) / 0.2 = 3.3616. The standard deviation of a round is
    // below 4, so four standard errors are 4 × 4 / √100,000 = 0.05
    expect(Math.abs(tokensPerRound(lab, 1000, 100) - expected)).toBeLessThan(0.05)
  })

  it('emits one token a round when nothing is accepted and K + 1 when everything is', () => {
    const never = speculating({ draftLength: 4, process: uniform(0) })
    const always = speculating({ draftLength: 4, process: uniform(1) })
    expect([never.round(0), never.round(0), always.round(0), always.round(0)]).toEqual([1, 1, 5, 5])
    // one rejected and three never looked at a round; all four accepted and a bonus a round
    expect([...never.acceptance]).toEqual([0, 2, 6, 0])
    expect([...always.acceptance]).toEqual([8, 0, 0, 2])
  })

  it('discards what was drafted past the end of the output, and gives no bonus there', () => {
    // given certain acceptance and drafts of 4
    const { decoder, acceptance } = speculating({ draftLength: 4, process: uniform(1) })
    // when 3 tokens are left, then 3 are emitted, all drafts, and the fourth draft is discarded
    expect(decoder.emit(0, 5, 3)).toBe(3)
    expect([...acceptance]).toEqual([3, 0, 1, 0])
    // and when 4 are left the last draft ends the output: no room for the bonus token
    expect(decoder.emit(0, 5, 4)).toBe(4)
    expect([...acceptance]).toEqual([7, 0, 1, 0])
  })

  it('is autoregressive in an iteration that had room for one position only', () => {
    const { decoder, acceptance } = speculating({ draftLength: 4, process: uniform(1) })
    expect(decoder.emit(0, 1, 10)).toBe(1)
    expect([...acceptance]).toEqual([0, 0, 0, 0])
  })

  it('accounts for every drafted token once, and emits at least one token and at most what is left', () => {
    const rounds = fc.array(
      fc.record({ width: fc.integer({ min: 1, max: 17 }), left: fc.integer({ min: 1, max: 20 }) }),
    )
    const process = fc.constantFrom('uniform', 'text-like', 'bursty')
    fc.assert(
      fc.property(rounds, process, fc.integer(), (plan, id, seed) => {
        const { decoder, requests, acceptance } = speculating({ draftLength: 16, process: { id } }, { seed })
        for (const { width, left } of plan) {
          const before = [...acceptance]
          const emitted = decoder.emit(0, width, left)
          requests.emitted[0] += emitted
          const [accepted, rejected, discarded, bonus] = acceptance.map((amount, i) => amount - before[i])
          expect(accepted + rejected + discarded).toBe(width - 1)
          // every emitted token is an accepted draft, or the target's own: at a rejection, as bonus, or undrafted
          const undrafted = width === 1 ? 1 : 0
          expect(emitted).toBe(accepted + rejected + bonus + undrafted)
          expect(emitted).toBeGreaterThanOrEqual(1)
          expect(emitted).toBeLessThanOrEqual(left)
        }
      }),
    )
  })

  it('gains less from long drafts on real text than independent acceptance promises', () => {
    // given text-like acceptance: β averages 0.733
    const speed = (draftLength: number) =>
      tokensPerRound(speculating({ draftLength, process: { id: 'text-like' } }, { requests: 200 }), 500, 200)
    // then every round is shorter than the closed form at that rate: rounds begin where the last one was rejected, in
    // hard stretches. At K 8 that is 3.40 instead of (1 − 0.733^9) / 0.267 = 3.52; the standard error is 0.01.
    expect(speed(8)).toBeLessThan(3.52 - 0.05)
    // and with a draft of a tenth of the target's time (K 4) the gain is 2.0×, with a fifth (K 3) 1.6×
    expect(speed(4) / (1 + 4 * 0.1)).toBeCloseTo(2.0, 1)
    expect(speed(3) / (1 + 3 * 0.2)).toBeCloseTo(1.6, 1)
  })

  it('goes on from a checkpoint as it would have', () => {
    // given three streams some rounds into their outputs
    const lab = speculating({ draftLength: 5, process: { id: 'bursty' } }, { requests: 3 })
    const run = () => Array.from({ length: 60 }, (_, i) => lab.round(i % 3))
    run()
    const checkpoint = lab.memory.snapshot()
    const first = run()
    // when they are put back, then the same rounds follow
    lab.memory.restore(checkpoint)
    expect(run()).toEqual(first)
  })

  it('decodes a request that starts over as it did the first time', () => {
    const lab = speculating({ draftLength: 3, process: { id: 'bursty', knobs: { requestSpread: 1 } } })
    const run = () => Array.from({ length: 40 }, () => lab.round(0))
    const first = run()
    lab.requests.emitted[0] = 1
    expect(run()).toEqual(first)
  })

  it('asks for 1 + K positions and its draft cost, autoregressive decoding for one and none', () => {
    const { decoder } = speculating({ draftLength: 7, draftCost: 0.1 })
    expect([decoder.width(0), decoder.draftCost]).toEqual([8, 0.1])
    const plain = autoregressive.create({}, { acceptance: new Float64Array(4) } as never)
    expect([plain.width(0), plain.draftCost, plain.emit(0, 1, 9)]).toEqual([1, 0, 1])
    expect(decoders.map((one) => one.id)).toEqual(['autoregressive', 'speculative', 'diffusion'])
  })
})
