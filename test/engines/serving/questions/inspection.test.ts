/** What a run shows of itself on request must agree with what it did. */

import { describe, expect, it } from 'vitest'
import type { BlockMap } from '../../../../src/engines/serving/asked.ts'
import { stateOf } from '../../../../src/engines/serving/core/mechanism.ts'
import { speculationState } from '../../../../src/engines/serving/mechanisms/speculation/state.ts'
import { vidur } from '../../../../src/traces/formats/vidur.ts'
import { headOf } from '../../../../src/traces/incoming/head.ts'
import { asking } from '../asking.ts'
import { Lab, runOf, type Scripted } from '../lab.ts'

/** 8 blocks of 16 tokens; a and b take 3 blocks each for their prompts and grow: one must give way. */
const pressed: readonly Scripted[] = [
  { prompt: 48, output: 40 },
  { prompt: 48, output: 40 },
]
const small = { setup: { kv: { capacityTokens: 128, watermark: 0 } } }

describe('the table of requests', () => {
  it('holds one row a request, with the preemptions that the totals count', () => {
    const { simulation } = runOf(pressed, small)
    const table = asking(simulation).requests()
    expect(table.length).toBe(2)
    expect([...table.promptTokens]).toEqual([48, 48])
    const counted = table.preemptions.reduce((sum, n) => sum + n, 0)
    expect(counted).toBeGreaterThan(0)
    expect(counted).toBe(simulation.cluster.totals.preemptions)
    expect([...table.phase].map((phase) => table.phases[phase])).toEqual(['finished', 'finished'])
  })

  it('says how much of a prompt the prefix cache had', () => {
    // given b with the first two blocks of a's prompt, after a has computed them
    const { simulation } = runOf(
      [
        { prompt: 40, output: 2, content: [1, 2, 3] },
        { at: 5, prompt: 40, output: 2, content: [1, 2, 9] },
      ],
      { setup: { prefixCache: { id: 'block-lru' } } },
    )
    expect([...asking(simulation).requests().cachedTokens]).toEqual([0, 32])
  })

  it('is a copy: the run may go on', () => {
    const lab = new Lab(pressed, small)
    lab.simulation.advance(3, 1000)
    const before = asking(lab.simulation).requests()
    const emitted = [...before.emitted]
    lab.run()
    expect([...before.emitted]).toEqual(emitted)
  })
})

describe('the map of KV blocks', () => {
  const count = (map: BlockMap, state: string): number => map.state.filter((s) => map.states[s] === state).length

  it('gives every request the blocks its positions need', () => {
    // given two prompts of 48 tokens, in iterations of 1 s
    const { simulation } = runOf(pressed, small)
    // when the fifth iteration runs: 48 + 4 positions each, which is 4 blocks
    const map = asking(simulation).blocks(5.5, 0)
    expect(map?.state.length).toBe(8)
    expect(map && [0, 1].map((row) => map.owner.filter((owner) => owner === row).length)).toEqual([4, 4])
    expect(map && count(map, 'decode')).toBe(8)
  })

  it('agrees with the recorded occupancy at any time', () => {
    const { simulation, recorder } = runOf(pressed, small)
    for (const at of [0.5, 4.5, 20.5, 40.5, 60.5]) {
      const map = asking(simulation).blocks(at, 0)
      const reading = recorder.readAt('kv/0', at)
      const used = map?.holders.filter((holders) => holders > 0).length ?? -1
      expect(used * 16, `at ${at} s`).toBe((reading?.values[0] ?? 0) + (reading?.values[1] ?? 0))
    }
  })

  it('tells shared blocks, and content that nobody holds any more', () => {
    const { simulation } = runOf(
      [
        { prompt: 40, output: 30, content: [1, 2, 3] },
        { at: 3, prompt: 40, output: 5, content: [1, 2, 9] },
      ],
      { setup: { prefixCache: { id: 'block-lru' } } },
    )
    const together = asking(simulation).blocks(5.5, 0)
    expect(together && count(together, 'shared')).toBe(2)
    expect(together && Math.max(...together.holders)).toBe(2)
    const after = asking(simulation).blocks(simulation.now, 0)
    expect(after && count(after, 'cached')).toBe(simulation.cluster.instances[0].kv.idleBlocks)
    expect(after && count(after, 'cached')).toBeGreaterThan(2)
  })

  it('knows nothing of times and instances that are not there', () => {
    const { simulation } = runOf(pressed, small)
    expect(asking(simulation).blocks(-1, 0)).toBeNull()
    expect(asking(simulation).blocks(1e9, 0)).toBeNull()
    expect(asking(simulation).blocks(1, 7)).toBeNull()
  })
})

describe('landmarks', () => {
  it('find the first preemption, the same forward and backward', () => {
    const { simulation } = runOf(pressed, small)
    const first = asking(simulation).landmark('preemption', -1, 1)
    expect(first?.at).toBe(simulation.cluster.preempted.times[0])
    expect(first?.request).toBe(simulation.cluster.preempted.rows[0])
    const back = asking(simulation).landmark('preemption', Number.POSITIVE_INFINITY, -1)
    expect(back?.at).toBe(simulation.cluster.preempted.times.at(-1))
  })

  for (const kind of ['arrival', 'first-token', 'finish', 'iteration', 'token'] as const) {
    it(`walk all of kind ${kind} and come back the same way`, () => {
      const { simulation } = runOf(pressed, small)
      const there: number[] = []
      for (let at = -1, steps = 0; steps < 500; steps++) {
        const next = asking(simulation).landmark(kind, at, 1)
        if (!next) break
        expect(next.at).toBeGreaterThan(at)
        at = next.at
        there.push(at)
      }
      const back: number[] = []
      for (let at = Number.POSITIVE_INFINITY, steps = 0; steps < 500; steps++) {
        const last = asking(simulation).landmark(kind, Math.min(at, simulation.now + 1), -1)
        if (!last) break
        at = last.at
        back.push(at)
      }
      expect(there.length).toBeGreaterThan(0)
      expect(back).toEqual(there.toReversed())
    })
  }
})

describe('the roofline', () => {
  it('has a point for each iteration of the range, as long as the iterations were', () => {
    const lab = new Lab(pressed, small).run()
    const { simulation, columns } = lab
    const points = asking(simulation).roofline(10, 20, 0, 1000)
    const inside = columns.filter(({ start }) => start >= 10 && start < 20)
    expect(points && [...points.start]).toEqual(inside.map(({ start }) => start))
    expect(points && [...points.time]).toEqual(inside.map(({ start, end }) => end - start))
    expect(points && [...points.decodeTokens]).toEqual(inside.map(({ decodeTokens }) => decodeTokens))
  })

  it('lies under its roof: no iteration does more than the limits allow in its time', () => {
    const { simulation } = runOf(pressed, small)
    const points = asking(simulation).roofline(0, simulation.now, 0, 1000)
    if (!points) throw new Error('no points')
    expect(points.ridge).toBeCloseTo(points.peak / points.bandwidth)
    for (let i = 0; i < points.length; i++) {
      expect(points.flop[i] / points.time[i]).toBeLessThanOrEqual(points.peak * (1 + 1e-9))
      expect(points.bytes[i] / points.time[i]).toBeLessThanOrEqual(points.bandwidth * (1 + 1e-9))
    }
  })

  it('is thinned evenly, and says of how many iterations it is a sample', () => {
    const { simulation } = runOf(pressed, small)
    const points = asking(simulation).roofline(0, simulation.now, 0, 10)
    expect(points?.length).toBeLessThanOrEqual(10)
    expect(points?.iterations).toBe(simulation.cluster.totals.iterations)
  })
})

describe('the breakdown of acceptance', () => {
  const drafting = { setup: { decoder: { id: 'speculative', knobs: { draftLength: 4 } } } }

  it('is null where nothing is drafted', () => {
    expect(asking(runOf(pressed).simulation).acceptance()).toBeNull()
  })

  it('adds up to the totals of the run', () => {
    const { simulation } = runOf(
      [
        { prompt: 16, output: 300 },
        { prompt: 16, output: 300, class: 1 },
      ],
      drafting,
    )
    const breakdown = asking(simulation).acceptance()
    const counts = stateOf(simulation.cluster, speculationState)?.counts
    if (!breakdown || !counts) throw new Error('no breakdown')
    // each round counts once, by how many drafts it kept
    expect(breakdown.lengths.reduce((sum, n) => sum + n, 0)).toBe(counts.rounds)
    expect(breakdown.lengths.reduce((sum, n, kept) => sum + n * kept, 0)).toBe(counts.accepted)
    // a draft is accepted at position 0, 1, … : the sum over positions is all accepted tokens
    expect(breakdown.byPosition.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(counts.accepted)
    // and every rejection happened at a position that was reached
    expect(breakdown.byPosition.reduce((sum, { reached, accepted }) => sum + reached - accepted, 0)).toBe(
      counts.rejected,
    )
    expect(breakdown.byDomain.map(({ domain }) => domain)).toEqual(['interactive', 'batch'])
    expect(breakdown.byDomain.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(counts.accepted)
    const { drafted, accepted } = asking(simulation).requests()
    expect(drafted[0] + drafted[1]).toBe(counts.accepted + counts.rejected + counts.discarded)
    expect(accepted[0] + accepted[1]).toBe(counts.accepted)
    // every round but the first of each request follows one
    expect(breakdown.afterKept.rounds + breakdown.afterRejected.rounds).toBe(counts.rounds - 2)
  })
})

describe('the Vidur table', () => {
  it('reads back as the same arrivals', () => {
    const { simulation } = runOf([
      { prompt: 48, output: 4 },
      { at: 0.123456789, prompt: 17, output: 9 },
    ])
    const text = asking(simulation).vidurCsv()
    expect(vidur.recognises(headOf(text))).toBe(true)
    expect(text.split('\n').slice(1, 3)).toEqual(['0,48,4', '0.123456789,17,9'])
  })
})
