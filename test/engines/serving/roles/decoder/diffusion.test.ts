/** Diffusion in a cluster: places of a block come step by step, and every step computes the whole block. */
import { describe, expect, it } from 'vitest'
import type { DecoderContext } from '../../../../../src/engines/serving/contracts/decoder.ts'
import { Requests } from '../../../../../src/engines/serving/requests/requests.ts'
import { diffusion } from '../../../../../src/engines/serving/roles/decoder/diffusion.ts'
import { createDraws } from '../../../../../src/kernel/draws.ts'
import { Memory } from '../../../../../src/kernel/memory.ts'
import { madeUpSteps } from '../../../../laws/supplies.ts'
import { Lab } from '../../lab.ts'

/** A decoder alone; requests begin without any token. */
function denoising(knobs: object, { rows = 1, seed = 1 } = {}) {
  const memory = new Memory()
  const requests = new Requests(memory)
  for (let i = 0; i < rows; i++) memory.addRow()
  const denoised = new Float64Array(3)
  const context: DecoderContext = {
    ...{ draws: createDraws(seed), memory, requests, classes: [], denoised },
    fact: ({ otherwise }) => otherwise(requests),
    perRequest: memory.perRequest.bind(memory),
    acceptance: new Float64Array(4),
    report: () => {
      throw new Error('nothing is drafted')
    },
    find: () => ({ traces: madeUpSteps, counts: null }),
  }
  const decoder = diffusion.create(diffusion.knobs.parse(knobs), context)
  const step = (request: number, left = Number.POSITIVE_INFINITY): number => {
    const fresh = decoder.emit(request, decoder.width(request), left)
    requests.emitted[request] += fresh
    return fresh
  }
  return { decoder, requests, step, denoised }
}
const even = (block: number, perStep: number) => ({ steps: { id: 'even', knobs: { block, perStep } } })
const times = (n: number, of: () => number) => Array.from({ length: n }, of)

describe('a block of eight', () => {
  it.each([
    [8, [8, 8]],
    [4, [4, 4, 4, 4]],
    [3, [2, 3, 3, 2, 3, 3]],
    [1, [1, 1, 1, 1, 1, 1, 1, 1]],
  ])('in steps of %d places on average is filled in as %j', (perStep, filled) => {
    const { step, decoder, denoised } = denoising(even(8, perStep))
    expect(times(filled.length, () => step(0))).toEqual(filled)
    expect(decoder.width(0)).toBe(8)
    // what a step computes and does not fill in stays masked
    const all = filled.reduce((sum, one) => sum + one, 0)
    expect([...denoised]).toEqual([all, 8 * filled.length - all, filled.length])
  })

  it('goes on from what the prompt’s pass filled in, and ends with the answer', () => {
    const { step, requests } = denoising(even(8, 2))
    requests.emitted[0] = 1
    // ⌊2 × 8 / 4⌋ = 4 after the second of four steps, of which the prompt’s was the first
    expect(times(3, () => step(0))).toEqual([3, 2, 2])
    expect(step(0, 1)).toBe(1)
  })

  it('fills in no more than was computed, where a patch put the decoder in', () => {
    const { decoder } = denoising(even(8, 8))
    expect(decoder.emit(0, 3, 100)).toBe(3)
  })
})

describe('steps of real texts', () => {
  it('follow one text block by block, from one of its own on', () => {
    const rows = 40
    const { step, requests } = denoising({ steps: { id: 'computed' } }, { rows })
    const seen = new Set<string>()
    for (let request = 0; request < rows; request++) {
      const steps = Array.from({ length: 6 }, () => {
        const until = requests.emitted[request] + 8
        let count = 0
        for (; requests.emitted[request] < until; count++) step(request)
        expect(requests.emitted[request]).toBe(until)
        return count
      })
      seen.add(steps.join(' '))
    }
    // of (1 3 2 8 1) and (8 7 8), begun anywhere and begun anew at their end
    const rounds = madeUpSteps.flatMap(({ steps }) =>
      [...steps].map((_, from) => Array.from({ length: 6 }, (_each, i) => steps[(from + i) % steps.length]).join(' ')),
    )
    expect([...seen].toSorted()).toEqual([...new Set(rounds)].toSorted())
  })
})

describe('in a cluster', () => {
  const run = (decoder: object) => {
    const lab = new Lab([{ prompt: 32, output: 33 }], { setup: { decoder } })
    lab.run()
    return lab.simulation
  }

  it('an answer of 33 tokens in blocks of 16, four places a step, takes nine iterations of a second', () => {
    const { cluster } = run({ id: 'diffusion', knobs: even(16, 4) })
    // the prompt’s pass and three more end the first block, four the second, and one the last place
    expect(Math.round(cluster.requests.ended[0])).toBe(4 + 4 + 1)
    // 8 steps of 16 places besides the prompt, of which 32 were filled in
    expect(cluster.totals.tokensProcessed).toBe(32 + 8 * 16)
    expect(cluster.requests.computed[0]).toBe(32 + 33 - 1)
    expect(Math.round(run({ id: 'autoregressive', knobs: {} }).cluster.requests.ended[0])).toBe(33)
  })
})
