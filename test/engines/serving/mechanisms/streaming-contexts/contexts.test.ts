/** Contexts that stream in: how much of a prompt is known when, for whoever asks. Iterations take a second. */
import { describe, expect, it } from 'vitest'
import { contexts } from '../../../../../src/engines/serving/contracts/contexts.ts'
import { factOf } from '../../../../../src/engines/serving/core/mechanism.ts'
import { Lab, runOf } from '../../lab.ts'

const node = (id: string, knobs: object = {}) => ({ id, knobs })
/** One prompt of 100 tokens in four pieces, two seconds from one to the next. */
const inPieces = (knobs: object = {}) => ({
  workload: node('streaming', { rate: 1, pieces: 4, gap: 2, gapCv: 0, requests: 1, ...knobs }),
  lengths: { prompt: node('fixed', { tokens: 100 }), output: node('fixed', { tokens: 3 }) },
})

describe('what is known of a prompt', () => {
  it('grows piece by piece, and is complete with the last one', () => {
    const lab = new Lab([], { setup: inPieces() })
    const { cluster } = lab.simulation
    const { available, completeAt, known } = factOf(cluster, contexts)
    const seen = (after: number): readonly [number, boolean] => {
      lab.run(cluster.requests.arrival[0] + after)
      return [available(0), completeAt(0) < Number.POSITIVE_INFINITY]
    }
    lab.run(10 ** -6) // nobody has come, or the first one has
    while (cluster.requests.count === 0) lab.simulation.advance(Number.POSITIVE_INFINITY, 1)
    expect([seen(1), seen(3), seen(5), seen(7)]).toEqual([
      [25, false],
      [50, false],
      [75, false],
      [100, true],
    ])
    const { arrival, firstToken } = cluster.requests
    expect(completeAt(0) - arrival[0]).toBeCloseTo(6, 3)
    expect(known(0)).toBe(100)
    lab.run()
    // and the answer begins after the last piece
    expect(firstToken[0]).toBeGreaterThan(completeAt(0))
  })

  it('is all of it at once where the workload hands nothing over before', () => {
    const lab = new Lab([], { setup: inPieces({ waits: true }) })
    const { cluster } = lab.simulation
    lab.run()
    expect(factOf(cluster, contexts).completeAt(0) - cluster.requests.arrival[0]).toBeCloseTo(6, 3)
    expect(lab.columns.find(({ prefillTokens }) => prefillTokens > 0)?.prefillTokens).toBe(100)
  })

  it('is the prompt from its arrival on in a run in which nothing streams', () => {
    const { simulation } = runOf([{ at: 2, prompt: 30, output: 2 }])
    const { available, completeAt, known } = factOf(simulation.cluster, contexts)
    expect([available(0), completeAt(0), known(0)]).toEqual([30, 2, 30])
    expect(simulation.summary().report.contextTtft).toBeNull()
  })

  it('gives a figure of its own: from the last piece to the first token', () => {
    const lab = new Lab([], { setup: inPieces() }).run()
    const { metrics } = lab.simulation.summary()
    const { firstToken } = lab.simulation.cluster.requests
    const { completeAt } = factOf(lab.simulation.cluster, contexts)
    expect(metrics['contextTtft.p50'].value).toBeCloseTo(firstToken[0] - completeAt(0), 9)
    expect(metrics['ttft.p50'].value).toBeCloseTo(firstToken[0] - lab.simulation.cluster.requests.arrival[0], 9)
  })
})
