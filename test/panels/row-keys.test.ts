import { expect, it } from 'vitest'
import { rowAfter } from '../../src/panels/requests/row-keys.ts'

it('walks the rows of a table by keys, and stays within it', () => {
  const stand = { row: 5, last: 99, page: 20 }
  const walked = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => rowAfter(key, stand))
  expect(walked).toEqual([6, 4, 25, 0, 0, 99])
  expect(rowAfter('PageDown', { ...stand, row: 90 })).toBe(99)
  expect(rowAfter('ArrowUp', { ...stand, row: 0 })).toBe(0)
  // Tab leaves it, Enter opens a row
  expect([rowAfter('Tab', stand), rowAfter('Enter', stand), rowAfter('toString', stand)]).toEqual([null, null, null])
})
