/** Numbers of knobs: sliders over a teaching range, inputs over the true one. */
import { describe, expect, it } from 'vitest'
import {
  formatKnob,
  inputStep,
  readKnob,
  SLIDER_STEPS,
  sliderPosition,
  sliderValue,
} from '../../src/forms/knob-number.ts'
import type { NumberField } from '../../src/kernel/description.ts'

const field = (more: Partial<NumberField>): NumberField => ({
  ...{ kind: 'number', path: 'a', label: 'A', help: '', level: 'basic', default: 4, integer: true, scale: 'linear' },
  ...{ min: 0, max: 1000, sliderMin: 0, sliderMax: 100 },
  ...more,
})

describe('the slider', () => {
  it('is linear or logarithmic over the teaching range', () => {
    expect(sliderValue(field({}), 500)).toBe(50)
    // 10^(1 + 2 × 0.5) = 100 in the middle of 10 to 1,000
    const log = field({ scale: 'log', sliderMin: 10, sliderMax: 1000 })
    expect(sliderValue(log, 500)).toBe(100)
    expect(sliderPosition(log, 100)).toBe(500)
  })

  it('reaches both ends exactly and rests there for values beyond', () => {
    const log = field({ scale: 'log', sliderMin: 0.1, sliderMax: 30, integer: false, max: 1e6 })
    expect(sliderValue(log, 0)).toBe(0.1)
    expect(sliderValue(log, SLIDER_STEPS)).toBe(30)
    expect(sliderPosition(log, 5000)).toBe(SLIDER_STEPS)
  })

  it('keeps three digits, so that a drag leaves 12.3 in the link and not 12.34981', () => {
    const log = field({ scale: 'log', sliderMin: 0.1, sliderMax: 100, integer: false })
    for (let position = 1; position < SLIDER_STEPS; position += 7) {
      const value = sliderValue(log, position)
      expect(Number(value.toPrecision(3))).toBe(value)
    }
  })

  it('starts at zero on a log scale too', () => {
    const log = field({ scale: 'log', sliderMin: 0, sliderMax: 1000 })
    expect(sliderPosition(log, 0)).toBe(0)
    expect(sliderValue(log, 0)).toBe(0)
    expect(sliderValue(log, 500)).toBeGreaterThan(10)
    expect(sliderValue(log, 500)).toBeLessThan(100)
  })

  it('comes back to where a value put it, to a thousandth', () => {
    const log = field({ scale: 'log', sliderMin: 1, sliderMax: 4096, integer: false })
    for (let position = 0; position <= SLIDER_STEPS; position += 50) {
      expect(Math.abs(sliderPosition(log, sliderValue(log, position)) - position)).toBeLessThanOrEqual(1)
    }
  })
})

describe('the input', () => {
  it('takes the true range, which is wider than the slider', () => {
    expect(readKnob(field({}), '900')).toEqual({ kind: 'value', value: 900 })
  })

  it.each([
    ['1001', 'From 0 to 1,000, not 1,001.'],
    ['-1', 'From 0 to 1,000, not -1.'],
    ['2.5', 'A whole number is needed.'],
    ['', 'A number is needed.'],
    ['many', 'A number is needed.'],
    ['Infinity', 'A number is needed.'],
  ])('refuses %s with a reason and clamps nothing', (text, reason) => {
    expect(readKnob(field({}), text)).toEqual({ kind: 'wrong', reason })
  })

  it('steps by 1 for whole numbers and by about a hundredth of the range otherwise', () => {
    expect(inputStep(field({}))).toBe(1)
    expect(inputStep(field({ integer: false, sliderMin: 0, sliderMax: 1 }))).toBeCloseTo(0.01)
  })
})

it('writes numbers with thousands and no idle digits', () => {
  expect([0.9, 512, 61440, 0.001].map(formatKnob)).toEqual(['0.9', '512', '61,440', '0.001'])
})
