/**
 * The referee on worlds whose truth is known: figures are a formula of the set-up and the seed, so that what tuning, judging and asking
 * elsewhere come to can be said beforehand.
 */
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/experiment/link.ts'
import { get } from '../../../src/experiment/path.ts'
import type { Point } from '../../../src/experiment/points.ts'
import { type Batch, inWorld } from '../../../src/experiment/referee/batch.ts'
import type { Judged } from '../../../src/experiment/referee/judged.ts'
import { type Judgement, judge } from '../../../src/experiment/referee/referee.ts'

const link = '#/lab?v=1&title=Made+up&workload.rate=4'

const judged: Judged = {
  figure: 'Time to the first token, p99',
  decides: [],
  link,
  arms: {
    new: { role: 'mechanism', title: 'New', set: 'scheduler=jitserve' },
    old: { role: 'baseline', title: 'Old', set: 'scheduler=fcfs' },
    tuned: {
      role: 'baseline',
      title: 'Tuned',
      set: 'scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: [512, 128, 2048] }],
    },
    random: { role: 'control', title: 'Random', set: 'scheduler=prefill-first' },
  },
  claim: {
    ...{ kind: 'direction', metric: 'ttft.p99', better: 'lower' },
    evidence: { words: 'V', setup: 'A' },
  },
  assertions: [
    { id: 'direction', words: 'It halves the wait.', of: { arm: 'new', over: 'old' }, from: 1.8, to: 2.2 },
    { id: 'stops', words: 'Not at a low load.', of: { arm: 'new', over: 'old', under: 'low' }, from: 0.9, to: 1.1 },
    { id: 'fact', words: 'It moves nobody.', of: { arm: 'new', metric: 'migrations' }, from: 0, to: 0 },
  ],
  sensitivity: [{ id: 'low', words: 'A third of the load', set: 'workload.rate=1' }],
}

type World = (point: Point, scheduler: string, budget: number, rate: number) => number

/** Seconds: 2 first come, 1.2 chunked at its best budget, 1 for the mechanism; at a low load 1 for all. */
const world: World = (_, scheduler, budget, rate) => {
  if (rate < 2) return 1
  if (scheduler === 'chunked-prefill') return budget === 128 ? 1.2 : 1.7
  return scheduler === 'fcfs' ? 2 : scheduler === 'prefill-first' ? 1.9 : 1
}

function run(of: World, what: Judged = judged): { judgement: Judgement; batches: readonly Batch[] } {
  const batches: Batch[] = []
  const judging = judge(decode(link).document, what)
  let step = judging.next()
  while (!step.done) {
    const { points } = step.value
    batches.push(step.value)
    step = judging.next((place, metric) => {
      if (metric === 'migrations') return 0
      const point = points[place]
      const noise = 1 + (point.seed % 7) / 500
      const [scheduler, budget, rate] = ['scheduler.id', 'scheduler.tokenBudget', 'workload.rate'].map((path) =>
        get(point.setup, path),
      )
      return noise * of(point, String(scheduler), Number(budget), Number(rate))
    })
  }
  return { judgement: step.value, batches }
}

describe('the referee', () => {
  it('tunes on seeds that judge nothing, and runs the winner', () => {
    const { judgement, batches } = run(world)
    expect(judgement.arms.find(({ key }) => key === 'tuned')?.tuned).toEqual({ 'scheduler.tokenBudget': 128 })
    const [tuning, judging] = batches.map(({ points }) => new Set(points.map(({ seed }) => seed)))
    expect([...tuning].filter((seed) => judging.has(seed))).toEqual([])
    expect([...judging].toSorted()).toEqual([...judgement.seeds].toSorted())
    expect(Math.min(...judging, ...tuning)).toBeGreaterThan(100)
  })

  it('judges over the baseline that is gained least on, not over the weakest', () => {
    const { judgement } = run(world)
    expect(judgement).toMatchObject({ state: 'direction confirmed', over: 'tuned' })
    expect(judgement.gain?.gain).toBeCloseTo(1.2, 6)
    const over = Object.fromEntries(judgement.arms.map(({ key, gain }) => [key, gain && Number(gain.gain.toFixed(6))]))
    expect(over).toEqual({ new: null, old: 2, tuned: 1.2, random: 1.9 })
  })

  it('says that it was not the mechanism where its decision may as well be made at random', () => {
    const { judgement } = run((...at) => (at[1] === 'prefill-first' ? 1 : world(...at)))
    expect(judgement.state).toBe('not by the mechanism')
  })

  it('contradicts where the tuned baseline does better', () => {
    const { judgement } = run((...at) => (at[2] === 128 ? 0.7 : world(...at)))
    expect(judgement).toMatchObject({ state: 'contradicted', over: 'tuned' })
  })

  it('asks again in every other world, with baselines tuned for it', () => {
    const { judgement } = run(world)
    expect(judgement.sensitivity).toMatchObject([{ id: 'low', state: 'not resolved' }])
  })

  it('executes what is asserted, on both sides', () => {
    const { judgement } = run(world)
    expect(judgement.assertions.map(({ id, holds }) => [id, holds])).toEqual([
      ['direction', true],
      ['stops', true],
      ['fact', true],
    ])
    const { judgement: better } = run((...at) => (at[1] === 'jitserve' ? 0.5 : world(...at)))
    expect(better.assertions.find(({ id }) => id === 'direction')?.holds).toBe(false)
  })

  it('has no verdict where a run has no figure, and says so', () => {
    const { judgement } = run((...at) => (at[1] === 'jitserve' ? Number.NaN : world(...at)))
    expect(judgement.state).toBe('no figure')
  })

  it('reads a metric at the load that an assertion names, and throws at one that the axis has not', () => {
    const swept = decode(`${link}&sweep.rate.path=workload.rate&sweep.rate.values=2~4~8`).document
    const asserting = (load?: number): Judged => ({
      ...judged,
      assertions: [{ ...judged.assertions[2], of: { arm: 'new', metric: 'rate', ...(load && { load }) } }],
    })
    const valueAt = (load?: number) => {
      const judging = judge(swept, asserting(load), { judging: 2, tuning: 1, sensitivity: 0 })
      let step = judging.next()
      while (!step.done) {
        const { points } = step.value
        step = judging.next((place) => Number(points[place].at.rate))
      }
      return step.value.assertions[0].value
    }
    expect(valueAt()).toBe(2)
    expect(valueAt(8)).toBe(8)
    expect(() => valueAt(3)).toThrow(/no load 3/)
  })

  it('leaves the document’s events out of a world that is still', () => {
    const busy = decode(`${link}&event.turn.at=3&event.turn.kind=patch&event.turn.patch.workload.rate=9`).document
    const world = { id: 'still', words: 'Still', set: '' }
    expect(Object.keys(inWorld(busy, world).events ?? {})).toEqual(['turn'])
    expect(inWorld(busy, { ...world, isStill: true }).events).toBeUndefined()
  })

  it('throws where an assertion is of a world that nobody declared', () => {
    const lost = { ...judged, sensitivity: [] }
    expect(() => run(world, lost)).toThrow('low')
  })
})
