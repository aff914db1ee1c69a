import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLineSplitter, LONGEST_LINE } from '../../src/traces/lines.ts'
import { cut } from './looks-like.ts'

function linesOf(pieces: Iterable<string>): string[] {
  const found: string[] = []
  const splitter = createLineSplitter({
    line: (text, number) => {
      expect(number).toBe(found.length + 1)
      found.push(text)
    },
    tooLong: () => {
      found.push('too long')
    },
  })
  for (const piece of pieces) splitter.push(piece)
  splitter.end()
  return found
}

it('ends lines at LF and CR LF, the last without any, and leaves out a byte-order mark', () => {
  expect(linesOf(['\uFEFFa\r\nb\n\nc'])).toEqual(['a', 'b', '', 'c'])
  expect(linesOf(['a\n'])).toEqual(['a'])
  expect(linesOf([''])).toEqual([])
})

it('finds the same lines wherever the text is cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\uFEFF'), maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (text, size) => {
        expect(linesOf(cut(text, size))).toEqual(linesOf([text]))
      },
    ),
  )
})

it('gives up a line that is too long and goes on with the next', () => {
  const text = `a\n${'x'.repeat(LONGEST_LINE)}\n${'x'.repeat(LONGEST_LINE + 1)}\nb`
  expect(linesOf([text]).map((line) => line.length)).toEqual([1, LONGEST_LINE, 'too long'.length, 1])
  expect(linesOf(cut(text, 65_536))).toEqual(linesOf([text]))
})
