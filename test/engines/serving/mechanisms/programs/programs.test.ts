/** Requests that belong together: who is a call of what is asked of the workload, and kept whatever replaces it. */
import { describe, expect, it } from 'vitest'
import { programs } from '../../../../../src/engines/serving/contracts/programs.ts'
import { factOf, stateOf } from '../../../../../src/engines/serving/core/mechanism.ts'
import { programState } from '../../../../../src/engines/serving/mechanisms/programs/state.ts'
import { Lab } from '../../lab.ts'

const node = (id: string, knobs: object = {}) => ({ id, knobs })
/** Conversations of three turns on average, of short messages: answers take three iterations of a second. */
const talks = {
  workload: node('sessions', { rate: 0.5, turns: 3, think: 1, requests: 40 }),
  lengths: { prompt: node('fixed', { tokens: 20 }), output: node('fixed', { tokens: 3 }) },
}

const programsIn = ({ simulation: { cluster } }: Lab): number[] => {
  const { of } = factOf(cluster, programs)
  return Array.from({ length: cluster.requests.count }, (_, request) => of(request))
}

describe('programs', () => {
  it('are the conversations of a workload of sessions: later turns belong to the program of the first', () => {
    const lab = new Lab([], { setup: talks }).run()
    const all = programsIn(lab)
    const { arrival, promptTokens } = lab.simulation.cluster.requests
    expect(Math.min(...all)).toBe(0)
    // then there are fewer programs than requests, and each turn repeats the ones before
    expect(new Set(all).size).toBeLessThan(all.length)
    for (const program of new Set(all)) {
      const turns = all.flatMap((each, request) => (each === program ? [request] : []))
      for (const [i, request] of turns.entries()) {
        if (i === 0) continue
        expect(promptTokens[request]).toBeGreaterThan(promptTokens[turns[i - 1]])
        expect(arrival[request]).toBeGreaterThan(arrival[turns[i - 1]])
      }
    }
  })

  it('have a report where all their calls finished, and figures that are read off it', () => {
    const { simulation } = new Lab([], { setup: talks }).run()
    const all = new Set(programsIn({ simulation } as Lab))
    const { report, metrics } = simulation.summary()
    expect(report.programs).toMatchObject({ count: all.size, latency: metrics['programs.latency'].value })
  })

  it('are none where every request stands for itself: nothing is kept and nothing told', () => {
    const lab = new Lab([
      { prompt: 16, output: 2 },
      { prompt: 16, output: 2 },
    ]).run()
    const { simulation } = lab
    expect(programsIn(lab)).toEqual([-1, -1])
    expect(stateOf(simulation.cluster, programState)).toBeNull()
    expect(simulation.summary().report.programs).toBeNull()
    expect(Object.keys(simulation.summary().metrics).filter((id) => id.startsWith('programs'))).toEqual([])
  })

  it('stay what they were when another workload takes over, whose requests belong to none', () => {
    const patch = { key: 'p', at: 20, kind: 'patch', setup: { workload: node('poisson', { rate: 1, requests: 20 }) } }
    const lab = new Lab([], { setup: talks, events: [patch] }).run()
    const { arrival } = lab.simulation.cluster.requests
    const all = programsIn(lab)
    for (const [request, program] of all.entries()) {
      if (arrival[request] < 20) expect(program).toBeGreaterThanOrEqual(0)
      else expect(program).toBe(-1)
    }
    expect(all.filter((program) => program < 0)).toHaveLength(20)
  })
})
