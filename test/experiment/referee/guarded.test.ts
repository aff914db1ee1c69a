/**
 * Pairs, guards and tuning under a guard, on figures whose truth is known: two texts-a-seed worlds in which a lower threshold is faster and
 * less often right.
 */
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/experiment/link.ts'
import { get } from '../../../src/experiment/path.ts'
import { type Measured, measuredOf } from '../../../src/experiment/referee/batch.ts'
import type { Guard, Judged } from '../../../src/experiment/referee/judged.ts'
import { type Judgement, judge } from '../../../src/experiment/referee/referee.ts'

const link = '#/lab?v=2&engine=tokens&title=Made+up'
const guard: Guard = { metric: 'right', better: 'higher', margin: 0.05 }

const judged = (more: Partial<Guard> = {}): Judged => ({
  figure: 'Passes',
  decides: [],
  link,
  arms: {
    new: {
      role: 'mechanism',
      title: 'New',
      set: 'draftLength=confidence',
      tuned: [{ path: 'draftLength.threshold', values: [0.2, 0.5, 0.8] }],
    },
    old: { role: 'baseline', title: 'Old', set: 'draftLength=fixed' },
    random: { role: 'control', title: 'Random', set: 'draftLength=heuristic' },
  },
  claim: {
    ...{ kind: 'direction', metric: 'passes', better: 'lower' },
    guard: { ...guard, ...more },
    evidence: { words: 'V', setup: 'A' },
  },
  assertions: [],
  sensitivity: [],
})

interface Told {
  readonly id: string
  readonly threshold: number
  readonly seed: number
}
/** Passes and right answers of a run, and of each of its texts. */
interface Figures {
  readonly passes: number
  readonly right: number | null
  readonly texts?: readonly number[]
}

function run(what: Judged, of: (told: Told) => Figures): Judgement {
  const judging = judge(decode(link).document, what)
  let step = judging.next()
  while (!step.done) {
    const measured: Measured = measuredOf(
      step.value.points.map(({ setup, seed }) => {
        const [id, threshold] = ['draftLength.id', 'draftLength.threshold'].map((path) => get(setup, path))
        const { passes, right, texts } = of({ id: String(id), threshold: Number(threshold), seed })
        return {
          metrics: { passes: { value: passes }, right: { value: right } },
          units: texts ? { passes: { over: texts, under: texts.map(() => 1) } } : {},
        }
      }),
    )
    step = judging.next(measured)
  }
  return step.value
}

/** Lower thresholds are faster, and right less often: 0.2 in three of ten, 0.5 in nine, 0.8 in all. */
const hasty = ({ id, threshold, seed }: Told): Figures => {
  const noise = 1 + (seed % 7) / 500
  if (id !== 'confidence') return { passes: 100 * noise, right: 1 }
  return { passes: 100 * threshold * noise, right: threshold === 0.2 ? 0.3 : threshold === 0.5 ? 0.97 : 1 }
}

describe('a guard', () => {
  it('breaks where tuning went for speed alone', () => {
    const judgement = run(judged(), hasty)
    expect(judgement.arms[0].tuned).toEqual({ 'draftLength.threshold': 0.2 })
    expect(judgement).toMatchObject({ state: 'guard broken' })
    expect(judgement.guard).toBeCloseTo(0.3, 9)
  })

  it('is heeded by tuning where it says so: the fastest of those that are right often enough', () => {
    const judgement = run(judged({ tunes: true }), hasty)
    expect(judgement.arms[0].tuned).toEqual({ 'draftLength.threshold': 0.5 })
    expect(judgement).toMatchObject({ state: 'direction confirmed' })
    expect(judgement.guard).toBeCloseTo(0.97, 9)
  })

  it('lets a figure that is to be low be lower', () => {
    const upsideDown = (told: Told): Figures => {
      const { passes, right } = hasty(told)
      return { passes, right: 1 / (right as number) }
    }
    const judgement = run(judged({ tunes: true, better: 'lower' }), upsideDown)
    expect(judgement.arms[0].tuned).toEqual({ 'draftLength.threshold': 0.5 })
  })

  it('breaks where nothing is right any more, with whatever seed', () => {
    const of = (told: Told): Figures => ({ ...hasty(told), right: told.id === 'confidence' && told.seed % 2 ? 0 : 1 })
    // of the seeds 9001 to 9005 two are even
    expect(run(judged(), of)).toMatchObject({ state: 'guard broken', guard: 2 / 5 })
    const never = (told: Told): Figures => ({ ...hasty(told), right: told.id === 'confidence' ? 0 : 1 })
    expect(run(judged(), never)).toMatchObject({ state: 'guard broken', guard: 0 })
  })

  it('that no run has a figure for leaves nothing to be said', () => {
    expect(run(judged(), (told) => ({ ...hasty(told), right: null })).state).toBe('no figure')
  })
})

describe('a control that stands where the mechanism does', () => {
  it('takes over what the mechanism was tuned to, and is tried with nothing else', () => {
    // given a control of the same kind, whose threshold is set nowhere; right answers let tuning end at 0.5
    const what = judged({ tunes: true })
    const random = { ...what.arms.random, set: 'draftLength=confidence', asMechanism: ['draftLength.threshold'] }
    const seen = new Set<number>()
    const judgement = run({ ...what, arms: { ...what.arms, random } }, (told) => {
      if (told.id === 'confidence' && told.seed > 9000) seen.add(told.threshold)
      return hasty(told)
    })
    expect(judgement.arms.find(({ key }) => key === 'random')?.tuned).toEqual({ 'draftLength.threshold': 0.5 })
    expect([...seen]).toEqual([0.5])
    expect(judgement.state).toBe('not by the mechanism')
  })
})

describe('pairs', () => {
  /** Ten texts a seed, of 1 to 10 passes; the mechanism spares every second of them a pass in ten, and luck moves whole seeds. */
  const texts = ({ id, seed }: Told): Figures => {
    const luck = 1 + (id === 'confidence' ? 0.1 : -0.1) * ((seed % 3) - 1)
    const own = Array.from({ length: 10 }, (_, i) => (i + 1) * (id === 'confidence' && i % 2 ? 0.9 : 1))
    const passes = own.reduce((sum, one) => sum + one, 0) / own.length
    return { passes: passes * luck, right: 1, texts: own }
  }

  it('are what is compared where runs can be taken apart', () => {
    const judgement = run(judged(), texts)
    // 55 passes of ten texts, against 25 + 0.9 × 30
    expect(judgement.gain?.gain).toBeCloseTo(55 / 52, 9)
    expect(judgement.gain?.spread[0]).toBeGreaterThan(1)
  })

  it('else it is seeds, which say less', () => {
    const bySeed = run(judged(), (told) => {
      const { passes, right } = texts(told)
      return { passes, right }
    })
    const byText = run(judged(), texts)
    const width = ({ gain }: Judgement): number => (gain ? gain.spread[1] / gain.spread[0] : Number.NaN)
    expect(width(byText)).toBeLessThan(width(bySeed))
    expect(bySeed.state).toBe('not resolved')
  })

  it('are no pairs where an arm has another number of them', () => {
    const judgement = run(judged(), (told) => {
      const figures = texts(told)
      return told.id === 'fixed' ? { ...figures, texts: [1, 2] } : figures
    })
    expect(judgement.arms.find(({ key }) => key === 'random')?.gain?.gain).toBeCloseTo(55 / 52, 9)
    expect(judgement.arms.find(({ key }) => key === 'old')?.gain?.gain).not.toBeCloseTo(55 / 52, 9)
  })
})
