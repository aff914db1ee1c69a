/** Notes under the plots: each in a row of its own, so that no line goes through a sentence of its own side. */
import { expect, it } from 'vitest'
import { layNotes } from '../../src/charts/notes/lay.ts'

const at = (time: number) => ({ at: time, words: `at ${time}` })

it('stand to the right of their moment from the latest on, and to the left of it where little room is right of it', () => {
  const laid = layNotes([at(2), at(9), at(4), at(7)], 0, 10)
  expect(laid.map(({ note, side }) => [note.at, side])).toEqual([
    [4, 'right'],
    [2, 'right'],
    [7, 'left'],
    [9, 'left'],
  ])
})

it('have numbers in order of time, and their place as a share of the width', () => {
  const laid = layNotes([at(15), at(12)], 10, 20)
  expect(laid.map(({ number, x }) => [number, x])).toEqual([
    [2, 0.5],
    [1, 0.2],
  ])
})

it('are five at most, and none outside of what is shown', () => {
  expect(layNotes([1, 2, 3, 4, 5, 6, 7].map(at), 0, 10)).toHaveLength(5)
  expect(layNotes([at(-1), at(11)], 0, 10)).toEqual([])
})

it('have numbers that do not lie on each other, and stay on the chart', () => {
  const flags = layNotes([at(5), at(5.1), at(9.9), at(10)], 0, 10)
    .toSorted((a, b) => a.number - b.number)
    .map(({ flag }) => flag)
  const gaps = flags.slice(1).map((flag, i) => flag - flags[i])
  expect(Math.min(...gaps)).toBeGreaterThan(0.0699)
  expect(flags[0]).toBe(0.5)
  expect(flags[3]).toBeLessThanOrEqual(1)
})
