/** What is kept of a judgement: every figure, the baseline by its title in the index, and of which declaration it is. */
import { expect, it } from 'vitest'
import type { Judged } from '../../../src/experiment/referee/judged.ts'
import type { Judgement } from '../../../src/experiment/referee/referee.ts'
import { digestOf, lineOf, storedOf } from '../../../src/experiment/referee/stored.ts'

const value = (figure: number) => ({ value: figure, bound: 'value' }) as const

const judgement: Judgement = {
  state: 'direction confirmed',
  over: 'old',
  gain: { gain: 2, spread: [1.5, 2.5], bound: 'value' },
  seeds: [9001, 9002],
  guard: null,
  arms: [
    { key: 'new', role: 'mechanism', title: 'New', tuned: {}, figures: [value(1), value(2)], gain: null },
    {
      key: 'old',
      role: 'baseline',
      title: 'Old',
      tuned: { 'scheduler.tokenBudget': 128 },
      figures: [value(3), value(4)],
      gain: { gain: 2, spread: [1.5, 2.5], bound: 'value' },
    },
    { key: 'none', role: 'oracle', title: 'No figure', tuned: {}, figures: [], gain: null },
  ],
  assertions: [
    { id: 'a', words: 'It halves.', of: { arm: 'new', over: 'old' }, from: 1.5, to: 3, value: 2, holds: true },
  ],
  sensitivity: [{ id: 'low', words: 'Low', set: 'workload.rate=1', state: 'no figure', over: null, gain: null }],
}

it('keeps figures by seed with their mean, values that tuning chose, and nothing where there is none', () => {
  const { arms, sensitivity, assertions } = storedOf(judgement)
  expect(arms.map(({ figure, figures }) => [figure, figures.length])).toEqual([
    [1.5, 2],
    [3.5, 2],
    [null, 0],
  ])
  expect(arms.map((arm) => 'tuned' in arm)).toEqual([false, true, false])
  expect(assertions).toEqual([{ id: 'a', words: 'It halves.', from: 1.5, to: 3, value: 2, holds: true }])
  expect(sensitivity).toEqual([
    { id: 'low', words: 'Low', state: 'no figure', over: null, gain: null, spread: null, bound: null },
  ])
})

it('survives the way through JSON to the last digit', () => {
  const stored = storedOf({ ...judgement, gain: { gain: 0.1 + 0.2, spread: [1 / 3, 2 / 3], bound: 'at least' } })
  expect(JSON.parse(JSON.stringify(stored))).toEqual(stored)
})

it('its line in the index names the baseline by its title', () => {
  const rest = { id: 'p', flips: [], engine: { id: 'serving', version: '1' }, of: '', command: '', date: '' }
  const facts = {
    decides: [{ id: 'scheduler/new', title: 'The new one' }],
    hardware: { id: 'h100', title: 'H100' },
    inPlace: { old: { id: 'scheduler/old', title: 'The old one' } },
  }
  expect(lineOf({ ...storedOf(judgement), ...rest }, facts)).toEqual({
    ...{ id: 'p', state: 'direction confirmed', over: 'old', overTitle: 'Old' },
    ...{ gain: 2, spread: [1.5, 2.5], bound: 'value', decides: facts.decides, hardware: facts.hardware },
    against: [{ title: 'Old', gain: 2, spread: [1.5, 2.5], bound: 'value', inPlace: facts.inPlace.old }],
  })
})

it('another declaration has another digest', () => {
  const judged: Judged = {
    ...{ figure: 'F', link: '#/lab?v=1', arms: {}, assertions: [], sensitivity: [], decides: [] },
    claim: { kind: 'direction', metric: 'm', better: 'lower', evidence: { words: 'A', setup: 'A' } },
  }
  expect(digestOf(judged)).toBe(digestOf({ ...judged }))
  expect(digestOf({ ...judged, link: '#/lab?v=1&seed=2' })).not.toBe(digestOf(judged))
})
