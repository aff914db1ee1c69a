/** Measured again: nothing differs of the same judgement, and whatever does is told with both figures. */
import { expect, it } from 'vitest'
import { differencesOf } from '../../../src/experiment/referee/differences.ts'
import type { StoredJudgement } from '../../../src/experiment/referee/stored.ts'

const stored: StoredJudgement = {
  ...{ state: 'direction confirmed', over: 'old', seeds: [9001, 9002], guard: null },
  ...{ gain: 1.5, spread: [1.2, 1.9], bound: 'value' },
  arms: [
    {
      ...{ key: 'old', role: 'baseline', title: 'Old', tuned: { 'scheduler.tokenBudget': 128 }, figure: 2 },
      ...{ gain: 1.5, spread: [1.2, 1.9], bound: 'value' },
      figures: [
        { value: 1, bound: 'value' },
        { value: 3, bound: 'value' },
      ],
    },
  ],
  assertions: [{ id: 'a', words: 'It helps.', from: 1, to: 2, value: 1.5, holds: true }],
  sensitivity: [
    { id: 'w', words: 'Elsewhere', state: 'not resolved', over: 'old', gain: 1, spread: [0.9, 1.1], bound: 'value' },
  ],
}

it('the same judgement has none, also after its way through a file', () => {
  expect(differencesOf(stored, JSON.parse(JSON.stringify(stored)))).toEqual([])
})

it('the last digit of one seed is one', () => {
  const [arm] = stored.arms
  const figures = [arm.figures[0], { value: 3 + 2 ** -50, bound: 'value' } as const]
  expect(differencesOf(stored, { ...stored, arms: [{ ...arm, figures }] })).toEqual([
    { of: 'Old', what: 'seed 9002', stored: '[3,"value"]', again: '[3.000000000000001,"value"]' },
  ])
})

it('verdicts, tuned values, assertions and worlds count, and what is missing is a dash', () => {
  const [arm] = stored.arms
  const again: StoredJudgement = {
    ...stored,
    state: 'contradicted',
    arms: [{ ...arm, tuned: { 'scheduler.tokenBudget': 256 } }],
    assertions: [{ ...stored.assertions[0], value: 9 }],
    sensitivity: [],
  }
  const told = differencesOf(stored, again)
  expect(told.map(({ of, what }) => [of, what])).toEqual([
    ['', 'verdict'],
    ['Old', 'tuned'],
    ['It helps.', 'value'],
    ['Elsewhere', 'verdict'],
    ['Elsewhere', 'baseline'],
    ['Elsewhere', 'gain'],
    ['Elsewhere', 'interval'],
    ['Elsewhere', 'bound'],
  ])
  expect(told.at(-2)).toMatchObject({ stored: '[0.9,1.1]', again: '–' })
})
