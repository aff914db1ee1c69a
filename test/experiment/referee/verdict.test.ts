/** Verdicts by rule: over the baseline that is gained least on, with controls, guards, bounds and claimed sizes. */
import { describe, expect, it } from 'vitest'
import { type Figure, figureOf } from '../../../src/experiment/referee/figure.ts'
import type { Claim } from '../../../src/experiment/referee/judged.ts'
import { type Evidence, gainOver, verdictOf } from '../../../src/experiment/referee/verdict.ts'

const claim: Claim = {
  kind: 'range',
  metric: 'ttft.p99',
  better: 'lower',
  low: 2,
  high: 4,
  evidence: { words: 'V', setup: 'A' },
}
const values = (...all: number[]): readonly Figure[] => all.map((value) => ({ value, bound: 'value' }))
const tight = (gain: number) => gainOver('lower', values(1, 1, 1), values(gain, gain * 1.01, gain * 0.99))
const evidence = (gain: number, more: Partial<Evidence> = {}): Evidence => ({
  ...{ gain: tight(gain), controls: [], guard: null, best: tight(gain) },
  ...more,
})

describe('a verdict', () => {
  it.each([
    [3, 'size comparable'],
    [1.65, 'size comparable'], // 2 to the power of 1 / 1.5 is 1.59
    [1.5, 'direction confirmed'],
    [1.2, 'direction confirmed'],
    [5.5, 'size comparable'], // 4 × 1.5 is 6
    [7, 'direction confirmed'],
    [0.7, 'contradicted'],
  ])('of a gain of %d where 2 to 4 are claimed is %s', (gain, state) => {
    expect(verdictOf(claim, evidence(gain))).toBe(state)
  })

  it('calls a gain of next to nothing comparable with none of something', () => {
    const some: Claim = { ...claim, kind: 'range', low: 1.42, high: 1.42 }
    expect(verdictOf(some, evidence(1.15))).toBe('direction confirmed')
    expect(verdictOf(some, evidence(1.42))).toBe('size comparable')
  })

  it('is not resolved where arms are the same to the digit, or seeds disagree', () => {
    const same = gainOver('lower', values(2, 3), values(2, 3))
    expect(verdictOf(claim, evidence(1, { gain: same }))).toBe('not resolved')
    const wide = gainOver('lower', values(1, 4, 1), values(4, 1, 2))
    expect(verdictOf(claim, evidence(1, { gain: wide }))).toBe('not resolved')
  })

  it('asks for the whole interval within the claimed range, not for its middle', () => {
    const wide = gainOver('lower', values(1, 1, 1), values(1.6, 3, 5.5))
    expect(wide.gain).toBeGreaterThan(2)
    expect(wide.gain).toBeLessThan(4)
    expect(wide.spread[0]).toBeLessThan(2 / 1.5)
    expect(['direction confirmed', 'not resolved']).toContain(verdictOf(claim, evidence(3, { gain: wide })))
  })

  it('is not by the mechanism where a control does as well', () => {
    expect(verdictOf(claim, evidence(3, { controls: [tight(1.5), tight(1)] }))).toBe('not by the mechanism')
    expect(verdictOf(claim, evidence(3, { controls: [tight(0.8)] }))).toBe('not by the mechanism')
    expect(verdictOf(claim, evidence(3, { controls: [tight(1.5)] }))).toBe('size comparable')
  })

  it('breaks on its guard, within the margin it states', () => {
    const guarded: Claim = { ...claim, guard: { metric: 'accuracy', better: 'higher', margin: 0.05 } }
    expect(verdictOf(guarded, evidence(3, { guard: 0.94 }))).toBe('guard broken')
    expect(verdictOf(guarded, evidence(3, { guard: 0.96 }))).toBe('size comparable')
  })

  it('compares an “up to” with the best of all worlds', () => {
    const upTo: Claim = { ...claim, kind: 'up to', high: 4 }
    expect(verdictOf(upTo, evidence(1.5, { best: tight(1.5) }))).toBe('direction confirmed')
    expect(verdictOf(upTo, evidence(1.5, { best: tight(3.5) }))).toBe('size comparable')
  })

  it('never calls a size comparable where a direction is claimed', () => {
    expect(verdictOf({ ...claim, kind: 'direction' }, evidence(3))).toBe('direction confirmed')
  })
})

describe('a figure at the end of the axis', () => {
  const rule = { metric: 'sloAttainment', atLeast: 0.9 }
  const loads = [1, 2, 4]

  it('is a bound; between two loads it is a value on a straight line', () => {
    expect(figureOf(rule, loads, [1, 1, 0.8])).toEqual({ value: 3, bound: 'value' })
    expect(figureOf(rule, loads, [1, 0.95, 0.92])).toEqual({ value: 4, bound: 'at least' })
    expect(figureOf(rule, loads, [0.8, 0.95, 0.92])).toEqual({ value: 1, bound: 'at most' })
    expect(figureOf(rule, loads, [1, null, null])?.value).toBeCloseTo(1.1, 12)
  })

  const judged = (mechanism: Figure['bound'], baseline: Figure['bound'], gain: number) => {
    const arm = (value: number, bound: Figure['bound']): readonly Figure[] => [
      { value, bound },
      { value: value * 1.001, bound },
      { value, bound },
    ]
    const found = gainOver('higher', arm(gain, mechanism), arm(1, baseline))
    return verdictOf({ ...claim, better: 'higher', atLeast: 0.9 }, evidence(1, { gain: found, best: found }))
  }

  it('confirms a direction that it bounds from below, and no size', () => {
    expect(judged('value', 'value', 3)).toBe('size comparable')
    expect(judged('at least', 'value', 3)).toBe('direction confirmed')
    expect(judged('value', 'at most', 3)).toBe('direction confirmed')
  })

  it('leaves open what it does not bound', () => {
    expect(judged('value', 'at least', 3)).toBe('beyond the sweep')
    expect(judged('at most', 'value', 3)).toBe('beyond the sweep')
    expect(judged('at least', 'at least', 1)).toBe('beyond the sweep')
    expect(judged('at least', 'value', 0.5)).toBe('beyond the sweep')
    expect(judged('at most', 'value', 0.5)).toBe('contradicted')
  })
})
