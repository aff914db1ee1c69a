/** Why a request or a stretch of time is as it is: sentences made of facts of the run, which change with its rules. */

import { describe, expect, it } from 'vitest'
import { stateOf } from '../../../../src/engines/serving/core/mechanism.ts'
import { swappingState } from '../../../../src/engines/serving/mechanisms/swapping/state.ts'
import type { Explanation } from '../../../../src/kernel/engine.ts'
import { boundOf } from '../../../../src/kernel/limits.ts'
import { asking } from '../asking.ts'
import { type Lab, runOf, type Scripted } from '../lab.ts'

/** 8 blocks of 16 tokens: a and b take 3 blocks each for their prompts and then grow; c comes later and is urgent. */
const pressed: readonly Scripted[] = [
  { prompt: 48, output: 40, class: 1 },
  { prompt: 48, output: 40 },
  { at: 4.5, prompt: 20, output: 3 },
]
const small = { kv: { capacityTokens: 128, watermark: 0 } }
const pressedRun = (setup: object = {}): Lab => runOf(pressed, { setup: { ...small, ...setup } })
const request = (lab: Lab, row: number): Explanation => {
  const explanation = asking(lab.simulation).explainRequest(row)
  if (!explanation) throw new Error('no explanation')
  return explanation
}
const fact = ({ facts }: Explanation, id: string) => facts.find((one) => one.id === id)?.value
const text = ({ sentences }: Explanation): string => sentences.join(' ')

/** Every marker of a sentence names a link, and every link is cited. */
const expectCited = ({ sentences, links = [] }: Explanation): void => {
  const cited = [...sentences.join(' ').matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place))
  expect(cited.toSorted((a, b) => a - b)).toEqual(links.map((_, place) => place))
}

describe('why a request', () => {
  it('tells who took its blocks, by the rule of the scheduler', () => {
    // given chunked prefill, whose victim is the one admitted last: b
    const lab = pressedRun()
    const lost = lab.simulation.cluster.preempted
    expect([...new Set(lost.rows)]).toEqual([1])
    const why = request(lab, 1)
    expect(text(why)).toContain('so the one admitted last gave way: this one')
    expect(why.links?.some(({ at }) => at === lost.times[0])).toBe(true)
    expect(fact(why, 'lost')).toBe(asking(lab.simulation).requests().preemptions[1])
    expect(text(request(lab, 0))).not.toContain('lost its blocks')
  })

  it('tells another story when the rule is another', () => {
    // given a scheduler by priority: a is of the batch class, less urgent than b
    const lab = pressedRun({ scheduler: { id: 'priority' } })
    expect(new Set(lab.simulation.cluster.preempted.rows).has(0)).toBe(true)
    expect(text(request(lab, 0))).toContain(
      'so the least urgent one without a place in the iteration gave way: this one',
    )
  })

  it('says where its KV went when it was swapped instead of dropped', () => {
    const swapping = pressedRun({ preemption: { id: 'swap', knobs: {} } })
    expect(stateOf(swapping.simulation.cluster, swappingState)?.counts.outs).toBeGreaterThan(0)
    expect(text(request(swapping, 1))).toContain('its KV went to host memory and back')
    expect(text(request(pressedRun(), 1))).toContain('computed again')
  })

  it('counts the iterations it waited through and the limit that held', () => {
    // given a batch cap of one: b waits until a is done, 40 iterations of a second
    const lab = runOf(
      [
        { prompt: 16, output: 40 },
        { prompt: 16, output: 2 },
      ],
      { setup: { batching: { maxRunning: 1 } } },
    )
    const why = request(lab, 1)
    expect(fact(why, 'waited.cap')).toBe(40)
    expect(text(why)).toContain('through 40 iterations: in 40 of them the batch cap was reached')
    expect(fact(why, 'wait')).toBeCloseTo(40, 3)
  })

  it('names the largest gap that the columns hold, and what it was made of', () => {
    const lab = pressedRun()
    for (const row of [0, 1, 2]) {
      const why = request(lab, row)
      expect(fact(why, 'gap')).toBe(asking(lab.simulation).requests().largestGap[row])
      expectCited(why)
    }
    expect(text(request(lab, 1))).toContain('for most of it the request had no blocks')
  })

  it('counts pieces of its prompt', () => {
    // 100 tokens in pieces of at most 32: four
    const lab = runOf([{ prompt: 100, output: 2 }], {
      setup: { scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 32 } } },
    })
    expect(text(request(lab, 0))).toContain('computed in 4 pieces')
  })

  it('knows nothing of a request that never came', () => {
    const lab = pressedRun()
    expect(asking(lab.simulation).explainRequest(99)).toBeNull()
    expect(asking(lab.simulation).explainRequest(-1)).toBeNull()
  })
})

describe('why a range', () => {
  it('adds up to the whole run over all of it', () => {
    const { simulation } = pressedRun()
    const { totals } = simulation.cluster
    const why = asking(simulation).explainRange(0, simulation.now)
    if (!why) throw new Error('no explanation')
    expect(fact(why, 'iterations')).toBe(totals.iterations)
    expect(fact(why, 'preempted')).toBe(totals.preemptions)
    expect(Number(fact(why, 'decodeTokens')) + Number(fact(why, 'prefillTokens'))).toBe(totals.tokensProcessed)
    expect(fact(why, 'fullest')).toBe(8)
    expect(why.terms.reduce((sum, { time }) => sum + time, 0)).toBeCloseTo(totals.busy, 6)
    // sums over iterations are bound by the longest sum, not by what bound the first of them
    for (const { bound, alone } of why.terms) expect(bound).toBe(boundOf(alone))
    expect(text(why)).toContain('When a stream needs a block and none is free, the one admitted last gives way')
    expectCited(why)
  })

  it('adds up over its parts', () => {
    const { simulation } = pressedRun()
    const iterations = (from: number, until: number) =>
      Number(
        asking(simulation)
          .explainRange(from, until)
          ?.facts.find(({ id }) => id === 'iterations')?.value,
      )
    expect(iterations(0, 20.5) + iterations(20.5, simulation.now)).toBe(simulation.cluster.totals.iterations)
  })

  it('is nothing beside the run', () => {
    const { simulation } = pressedRun()
    expect(asking(simulation).explainRange(5, 5)).toBeNull()
    expect(asking(simulation).explainRange(1e6, 2e6)).toBeNull()
  })
})

describe('why a moment', () => {
  it('names who lost their blocks for the iteration, with the moment, by the rule', () => {
    const lab = pressedRun()
    const { times, rows } = lab.simulation.cluster.preempted
    const why = asking(lab.simulation).explain(times[0] + 0.5)
    expect(why?.links).toContainEqual({ label: `request ${rows[0]}`, at: times[0], request: rows[0] })
    expect(why?.sentences.at(-1)).toBe(
      'For this iteration {0} lost its blocks: a stream needed a block and none was free, so the one admitted last gave way.',
    )
    const other = pressedRun({ scheduler: { id: 'priority' } })
    const [first] = other.simulation.cluster.preempted.times
    expect(
      asking(other.simulation)
        .explain(first + 0.5)
        ?.sentences.at(-1),
    ).toContain('the least urgent one')
  })
})
