import { describe, expect, it } from 'vitest'
import { createWork } from '../../../../../src/engines/serving/cost/work.ts'
import { ExpertLoads } from '../../../../../src/engines/serving/roles/gate/expert-loads.ts'

describe('expert loads', () => {
  it('report unique experts and pairs, in all and on the most loaded rank', () => {
    // given 2 layers of 6 experts on 2 ranks: 0 1 2 | 3 4 5
    const loads = new ExpertLoads({ layers: 2, experts: 6, ranks: 2 })
    const work = createWork().experts
    const grid = new Float64Array(12)
    // when three tokens take two experts each in layer 0, and ten of a chunk take expert 5 in layer 1
    loads.addToken(0, Int32Array.of(0, 1))
    loads.addToken(0, Int32Array.of(0, 2))
    loads.addToken(0, Int32Array.of(0, 3))
    loads.addTokens(1, 5, 10)
    loads.report(work, grid)
    // then layer 0 touched 0 1 2 3, of which 0 1 2 and 5 of the 6 pairs are on the first rank
    expect(work.layers).toBe(2)
    expect([work.unique[0], work.peakUnique[0], work.peakPairs[0]]).toEqual([4, 3, 5])
    expect([work.unique[1], work.peakUnique[1], work.peakPairs[1]]).toEqual([1, 1, 10])
    expect([...grid]).toEqual([3, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 10])
  })

  it('start afresh after a report and after a clear, and add to a grid that has something', () => {
    const loads = new ExpertLoads({ layers: 1, experts: 3, ranks: 1 })
    const work = createWork().experts
    const grid = Float64Array.of(7, 0, 0)
    loads.addToken(0, Int32Array.of(0, 1))
    loads.report(work, null)
    loads.addToken(0, Int32Array.of(1, 2))
    loads.clear()
    loads.addToken(0, Int32Array.of(0, 2))
    loads.report(work, grid)
    expect([work.unique[0], work.peakPairs[0]]).toEqual([2, 2])
    expect([...grid]).toEqual([8, 0, 1])
  })

  it('put expert e on rank ⌊e × ranks / experts⌋, also where ranks do not divide experts', () => {
    // 5 experts on 2 ranks: ⌊0⌋ ⌊0.4⌋ ⌊0.8⌋ | ⌊1.2⌋ ⌊1.6⌋
    const loads = new ExpertLoads({ layers: 1, experts: 5, ranks: 2 })
    const work = createWork().experts
    loads.addToken(0, Int32Array.of(0, 1, 2, 3, 4))
    loads.report(work, null)
    expect([work.unique[0], work.peakUnique[0], work.peakPairs[0]]).toEqual([5, 3, 3])
  })
})
