import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateOf } from '../../../../src/engines/serving/core/mechanism.ts'
import { gatewayState } from '../../../../src/engines/serving/mechanisms/gateway/state.ts'
import { asking } from '../asking.ts'
import { heldBy, nothingHeld } from '../held.ts'
import { advance, randomExperiment, start } from '../random-setups.ts'

describe('a checkpoint', () => {
  it('resumes to the same bytes, whatever is set up and whenever it was taken', () => {
    fc.assert(
      fc.property(randomExperiment, fc.integer({ min: 1, max: 400 }), (experiment, events) => {
        // given a run to its end, with a checkpoint taken after some events
        const first = start(experiment)
        advance(first, events)
        const checkpoint = first.checkpoint()
        const { now } = first
        expect(advance(first)).toBe('done')
        // when a fresh simulation of the same experiment takes it over
        const second = start(experiment)
        second.restore(checkpoint)
        expect(second.now).toBe(now)
        expect(advance(second)).toBe('done')
        // then it ends with the same times and the same totals
        expect(second.summary().report).toEqual(first.summary().report)
        expect(asking(second).requestsCsv()).toBe(asking(first).requestsCsv())
      }),
      { numRuns: 200, seed: 20_261_120 },
    )
  })

  it('can be taken over by the simulation that made it, to go back in time', () => {
    fc.assert(
      fc.property(randomExperiment, fc.integer({ min: 1, max: 200 }), (experiment, events) => {
        // given no patches in between: a simulation cannot take a patch back
        const still = { ...experiment, events: experiment.events.filter(({ kind }) => kind !== 'patch') }
        const simulation = start(still)
        advance(simulation, events)
        const checkpoint = simulation.checkpoint()
        advance(simulation)
        const { digest } = simulation.summary()
        simulation.restore(checkpoint)
        advance(simulation)
        expect(simulation.summary().digest).toBe(digest)
      }),
      { numRuns: 50, seed: 20_261_120 },
    )
  })
})

describe('a run that has drained', () => {
  it('has given everything back', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const simulation = start(experiment)
        expect(advance(simulation)).toBe('done')
        const { cluster } = simulation
        const { requests } = simulation.summary().report as { requests: Record<string, number> }
        // what nobody can take, because every instance is dead, waits for ever
        const gateway = stateOf(cluster, gatewayState)?.state.rows.length ?? 0
        expect(requests.waiting + requests.running).toBe(gateway)
        expect(heldBy(cluster)).toEqual(nothingHeld)
        for (const { kv, state, running, waiting } of cluster.instances) {
          expect({
            used: kv.usedBlocks,
            prefill: kv.prefillBlocks,
            running: running.length,
            outstanding: state.outstanding,
            queuedTokens: state.queuedTokens,
          }).toEqual({
            used: 0,
            prefill: 0,
            running: 0,
            outstanding: 0,
            queuedTokens: 0,
          })
          for (const rank of kv.ranks) expect(rank.pool.free + rank.pool.idle).toBe(rank.pool.size)
          expect(waiting.length).toBeGreaterThanOrEqual(0)
        }
        expect(cluster.lanes.free.length).toBe(cluster.lanes.used - gateway)
        expect(cluster.totals.leaving).toBe(0)
      }),
      { numRuns: 300, seed: 20_261_120 },
    )
  })
})
