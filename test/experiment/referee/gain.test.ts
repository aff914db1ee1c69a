/** Intervals of gains keep what they promise: on data whose true gain is known, 95 of 100 of them hold it. */
import { describe, expect, it } from 'vitest'
import { type Gain, gainOfPairs, gainOfSeeds } from '../../../src/experiment/referee/gain.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { cos, exp, log } from '../../../src/kernel/math.ts'
import type { ByUnit } from '../../../src/kernel/metric.ts'

const EXPERIMENTS = 4000

/** Standard normal numbers, keyed: Box and Muller. */
function normals(seed: number) {
  const draws = createDraws(seed).stream('normals')
  return (a: number, b: number) => Math.sqrt(-2 * log(draws.at(a, 2 * b))) * cos(2 * Math.PI * draws.at(a, 2 * b + 1))
}

const share = (of: (experiment: number) => boolean, n = EXPERIMENTS) =>
  Array.from({ length: n }, (_, i) => of(i)).filter(Boolean).length / n

const holds = ({ spread: [low, high] }: Gain, truth: number) => low <= truth && truth <= high

describe('of seeds', () => {
  it('is the geometric mean, with Student’s interval by hand', () => {
    // logs −ln 2, 0, ln 2: mean 0, standard error ln 2 / √3, t(2) = 4.303
    const { gain, spread } = gainOfSeeds([-log(2), 0, log(2)])
    expect(gain).toBeCloseTo(1, 12)
    expect(log(spread[1])).toBeCloseTo((4.303 * log(2)) / Math.sqrt(3), 9)
    expect(log(spread[0])).toBeCloseTo((-4.303 * log(2)) / Math.sqrt(3), 9)
  })

  it('has no end where there is one seed', () => {
    expect(gainOfSeeds([0.5]).spread).toEqual([0, Number.POSITIVE_INFINITY])
  })

  it.each([5, 10])('holds the true gain in 93 to 97 of 100 experiments of %i seeds', (n) => {
    const normal = normals(n)
    const covered = share((experiment) =>
      holds(gainOfSeeds(Array.from({ length: n }, (_, i) => log(1.4) + 0.3 * normal(experiment, i))), 1.4),
    )
    expect(covered).toBeGreaterThan(0.93)
    expect(covered).toBeLessThan(0.97)
  })

  it.each([5, 10])('finds nothing where there is nothing, in 93 of 100 experiments of %i seeds', (n) => {
    const normal = normals(100 + n)
    const open = share((experiment) =>
      holds(gainOfSeeds(Array.from({ length: n }, (_, i) => 0.2 * normal(experiment, i))), 1),
    )
    expect(open).toBeGreaterThanOrEqual(0.93)
  })
})

/** A figure a prompt. */
const plain = (over: readonly number[]): ByUnit => ({ over, under: over.map(() => 1) })

describe('of pairs', () => {
  /** Skewed figures of prompts that both arms share, and a gain of `truth`. */
  const prompts = (n: number, truth: number) => {
    const normal = normals(200 + n)
    return (experiment: number) => {
      const shared = Array.from({ length: n }, (_, i) => exp(0.6 * normal(experiment, i)))
      const own = (k: number) => shared.map((value, i) => value * exp(0.25 * normal(experiment, k * n + i)))
      return { baseline: plain(own(1)), mechanism: plain(own(2).map((value) => value / truth)) }
    }
  }

  it.each([10, 30])('holds the true gain in 93 to 97 of 100 experiments of %i prompts', (n) => {
    const made = prompts(n, 1.25)
    const covered = share((experiment) => {
      const { baseline, mechanism } = made(experiment)
      return holds(gainOfPairs('lower', baseline, mechanism), 1.25)
    }, 600)
    expect(covered).toBeGreaterThan(0.93)
    expect(covered).toBeLessThan(0.97)
  })

  it('is turned by which way is better, and the same again for the same pairs', () => {
    const { baseline, mechanism } = prompts(12, 1.5)(7)
    const lower = gainOfPairs('lower', baseline, mechanism)
    const higher = gainOfPairs('higher', baseline, mechanism)
    expect(lower.gain * higher.gain).toBeCloseTo(1, 12)
    expect(gainOfPairs('lower', baseline, mechanism)).toEqual(lower)
  })

  it('is narrower than without pairing, where prompts differ more than arms do', () => {
    const { baseline, mechanism } = prompts(30, 1.25)(3)
    const shuffled = plain([...mechanism.over.slice(7), ...mechanism.over.slice(0, 7)])
    const width = ({ spread }: Gain) => log(spread[1] / spread[0])
    expect(width(gainOfPairs('lower', baseline, mechanism))).toBeLessThan(
      width(gainOfPairs('lower', baseline, shuffled)),
    )
  })

  it('of ratios is the ratio of the ratios of sums, and holds it in 93 to 97 of 100 experiments', () => {
    // seconds over tokens of 20 texts, whose lengths differ between the arms as they do where texts are drawn: 0.04 s a token against 0.05
    const normal = normals(9)
    const text = (experiment: number, arm: number, pace: number): ByUnit => {
      const place = (i: number) => arm * 100 + i
      const tokens = Array.from({ length: 20 }, (_, i) => 30 * exp(0.5 * normal(experiment, place(i))))
      const seconds = tokens.map((n, i) => n * pace * exp(0.2 * normal(experiment, place(50 + i))))
      return { over: seconds, under: tokens }
    }
    const one = [text(0, 1, 0.05), text(0, 2, 0.04)].map(({ over, under }) => {
      const [seconds, tokens] = [over, under].map((values) => values.reduce((sum, value) => sum + value, 0))
      return seconds / tokens
    })
    expect(gainOfPairs('lower', text(0, 1, 0.05), text(0, 2, 0.04)).gain).toBeCloseTo(one[0] / one[1], 12)
    const covered = share(
      (experiment) => holds(gainOfPairs('lower', text(experiment, 1, 0.05), text(experiment, 2, 0.04)), 1.25),
      600,
    )
    expect(covered).toBeGreaterThan(0.93)
    expect(covered).toBeLessThan(0.97)
  })

  it('refuses what has no partner', () => {
    const ten = plain(new Array(10).fill(1))
    expect(() => gainOfPairs('lower', ten, plain(new Array(9).fill(1)))).toThrow('10 figures have 9')
  })
})
