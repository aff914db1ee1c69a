import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainAt } from '../../../../src/engines/serving/questions/look-again.ts'
import type { Explanation } from '../../../../src/kernel/engine.ts'
import { asking } from '../asking.ts'
import { expectSeconds, runOf } from '../lab.ts'
import { randomExperiment, start } from '../random-setups.ts'

const sumOf = ({ terms }: Explanation) => terms.reduce((sum, { time }) => sum + time, 0)
const fact = ({ facts }: Explanation, id: string) => facts.find((one) => one.id === id)?.value

describe('explain', () => {
  // iterations [0, 1): a's prompt; [1, 2): a's token and b's prompt; [2, 3): a and b
  const lab = runOf([
    { prompt: 16, output: 3 },
    { at: 0.5, prompt: 20, output: 2 },
  ])
  const at = (time: number) => asking(lab.simulation).explain(time) as Explanation

  it('finds the iteration that covers the moment', () => {
    for (const [time, start] of [
      [0, 0],
      [0.9, 0],
      [1.5, 1],
      [2.2, 2],
    ]) {
      const { start: begins, end } = at(time)
      expectSeconds(begins, start)
      expectSeconds(end, start + 1)
      expect(begins <= time && time < end).toBe(true)
    }
  })

  it('lists terms whose times add up to the iteration, to the last bit', () => {
    for (const time of [0.5, 1.5, 2.5]) {
      const explanation = at(time)
      expect(sumOf(explanation)).toBeCloseTo(explanation.end - explanation.start, 12)
      // the lab's second is the overhead of an iteration; kernels take microseconds
      const longest = explanation.terms.reduce((a, b) => (b.time > a.time ? b : a))
      expect(longest).toMatchObject({ operator: 'iteration overhead', bound: 'overhead', time: 1 })
    }
  })

  it('says what was in the batch and in the cache', () => {
    expect([fact(at(0.5), 'decodeTokens'), fact(at(0.5), 'prefillTokens')]).toEqual([0, 16])
    expect([fact(at(1.5), 'decodeTokens'), fact(at(1.5), 'prefillTokens')]).toEqual([1, 20])
    expect([fact(at(2.5), 'decodeTokens'), fact(at(2.5), 'prefillTokens')]).toEqual([2, 0])
    // a: 17 positions, 2 blocks; b: 20, 2 blocks; of 640
    expect(fact(at(1.5), 'kv')).toBe(4 / 640)
    expect(fact(at(1.5), 'running')).toBe(2)
  })

  it('says it in sentences made of the same figures', () => {
    expect(at(0.5).sentences[0]).toBe('Only prompts are processed: 1 piece, 16 tokens.')
    expect(at(1.5).sentences[0]).toContain('1 prompt piece of 20 tokens')
    expect(at(2.5).sentences[0]).toBe('2 streams decode; no prompt is in the batch.')
  })

  it('names the last iteration before a moment at which nothing runs', () => {
    const idle = runOf([
      { prompt: 16, output: 1 },
      { at: 5, prompt: 16, output: 1 },
    ])
    expectSeconds((asking(idle.simulation).explain(3) as Explanation).start, 0)
  })

  it('knows nothing before the first iteration', () => {
    expect(asking(runOf([{ prompt: 16, output: 1 }]).simulation).explain(-1)).toBeNull()
  })

  it('changes nothing: the run goes on to the same end', () => {
    const before = lab.report.digest
    at(1.5)
    expect(lab.report.digest).toBe(before)
  })

  it('says the same whether the whole way to the moment was watched or its end', () => {
    fc.assert(
      fc.property(
        randomExperiment,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.constantFrom(0.1, 1, 3),
        (experiment, share, watched) => {
          const simulation = start(experiment)
          simulation.advance(Number.POSITIVE_INFINITY, 100_000)
          const time = simulation.now * share
          const whole = explainAt(() => start(experiment), time, Number.POSITIVE_INFINITY)
          expect(explainAt(() => start(experiment), time, watched)).toEqual(whole)
        },
      ),
      { numRuns: 60, seed: 20_261_120 },
    )
  })

  it('adds up in random experiments, wherever the moment is', () => {
    fc.assert(
      fc.property(randomExperiment, fc.double({ min: 0.01, max: 1, noNaN: true }), (experiment, share) => {
        // given no event that changes speed or cost under a running iteration
        const calm = { ...experiment, events: experiment.events.filter(({ kind }) => kind === 'burst') }
        const simulation = start(calm)
        simulation.advance(Number.POSITIVE_INFINITY, 100_000)
        const time = simulation.now * share * 0.999
        const explanation = asking(simulation).explain(time)
        if (explanation === null) return
        expect(explanation.start).toBeLessThanOrEqual(time)
        if (experiment.setup.placement.id === 'aggregated')
          expect(sumOf(explanation)).toBeLessThanOrEqual((explanation.end - explanation.start) * (1 + 1e-9))
        if ((experiment.setup.placement.knobs as { pipeline: number }).pipeline === 1)
          expect(sumOf(explanation)).toBeCloseTo(explanation.end - explanation.start, 9)
      }),
      { numRuns: 60, seed: 20_261_120 },
    )
  })
})

describe('the next iteration', () => {
  const { simulation } = runOf([{ prompt: 16, output: 3 }])
  const next = (at: number) => asking(simulation).landmark('iteration', at, 1)?.at ?? null

  it('ends the iteration that covers the moment, so that stepping visits each once', () => {
    const visited: number[] = []
    for (let time: number | null = 0; time !== null; time = next(time)) visited.push(Math.round(time * 1000))
    expect(visited).toEqual([0, 1000, 2000, 3000])
  })

  it('is nothing after the last', () => {
    expect(next(simulation.now)).toBeNull()
    expect(next(100)).toBeNull()
  })
})
