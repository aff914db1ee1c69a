/** Bytes that are no text are told with their line, another encoding is read and named, and pieces make no difference. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextReader, pastedProblems, textOfBytes } from '../../src/experiment/text-of-bytes.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
const utf16 = (text: string, isBig = false): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((_, i) => {
      const code = text.charCodeAt(i)
      return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]
    }),
  )

/** The same bytes in pieces of `size`. */
function inPieces(bytes: Uint8Array, size: number) {
  const reader = createTextReader()
  let text = ''
  for (let at = 0; at < bytes.length; at += size) text += reader.push(bytes.subarray(at, at + size))
  text += reader.end()
  return { text, problems: reader.problems('a.csv') }
}

describe('a file of UTF-8', () => {
  it('is read as it stands, whatever the pieces and whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const { text: read, problems } = inPieces(bytesOf(text), size)
        // a mark at the beginning belongs to the file and not to its text
        expect(read).toBe(text.startsWith('\uFEFF') ? text.slice(1) : text)
        expect(problems).toEqual([])
      }),
    )
  })

  it('may hold the replacement character itself: that is no mistake of it', () => {
    expect(textOfBytes('a', bytesOf('x\uFFFDy'))).toEqual({ text: 'x\uFFFDy', problems: [] })
  })

  it('may be empty, or shorter than what tells an encoding', () => {
    for (const text of ['', 'a', 'é', '中文']) expect(textOfBytes('a', bytesOf(text))).toEqual({ text, problems: [] })
  })
})

describe('bytes that are no UTF-8', () => {
  // given a name in Latin-1 in line 2, and another in line 4
  const latin1 = joined(
    bytesOf('arrival,name\n1,caf'),
    Uint8Array.of(0xe9),
    bytesOf('\n2,ok\n3,'),
    Uint8Array.of(0xfc),
    bytesOf('ber\n'),
  )

  it('are read as the replacement character, counted, and told with the first line and byte', () => {
    const { text, problems } = textOfBytes('names.csv', latin1)
    expect(text).toBe('arrival,name\n1,caf\uFFFD\n2,ok\n3,\uFFFDber\n')
    expect(problems).toMatchObject([{ code: 'bytes-undecodable', severity: 'notice' }])
    // 13 bytes of the header with its line end, 5 of “1,caf”: the next is byte 19
    expect(problems[0].message).toBe(
      'names.csv is not UTF-8 in 2 places, first in line 2 (byte 19): “\uFFFD” was read there.',
    )
    expect(problems[0].remedy).toContain('Windows-1252')
  })

  it('are the same in pieces of any size', () => {
    const whole = textOfBytes('a.csv', latin1)
    for (let size = 1; size < latin1.length; size++) expect(inPieces(latin1, size)).toEqual(whole)
  })

  it.each([
    ['a character cut off at the end', Uint8Array.of(0x61, 0xe4, 0xb8), 2],
    ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80), 1],
    ['an overlong form', Uint8Array.of(0x62, 0x63, 0xc0, 0xaf), 3],
    ['a byte beyond Unicode', Uint8Array.of(0xf5), 1],
  ])('are %s', (_, bytes, byte) => {
    expect(textOfBytes('a', bytes).problems[0]?.message).toContain(`first in line 1 (byte ${byte})`)
  })

  it('beside a replacement character that is meant are told by their own line', () => {
    const bytes = joined(bytesOf('\uFFFD\n\n'), Uint8Array.of(0xff), bytesOf('\n'))
    expect(textOfBytes('a', bytes).problems[0]?.message).toContain('in one place, first in line 3 (byte 6)')
  })
})

describe('a file of UTF-16', () => {
  const text = 'TIMESTAMP,é\n1,2\n'

  it.each([
    ['little-endian', joined(Uint8Array.of(0xff, 0xfe), utf16(text))],
    ['big-endian', joined(Uint8Array.of(0xfe, 0xff), utf16(text, true))],
  ])('with a mark is read, %s, and named', (order, bytes) => {
    const read = textOfBytes('a.csv', bytes)
    expect(read.text).toBe(text)
    expect(read.problems).toMatchObject([{ code: 'text-is-utf16', severity: 'notice' }])
    expect(read.problems[0].message).toContain(order)
    for (const size of [1, 2, 3, 7]) expect(inPieces(bytes, size)).toEqual(read)
  })

  it('without a mark is told by the zeros of its beginning', () => {
    for (const isBig of [false, true]) {
      const read = textOfBytes('a.csv', utf16(text, isBig))
      expect(read.text).toBe(text)
      expect(read.problems[0]?.message).toContain('every other byte of its beginning is zero')
    }
  })
})

it('a pasted text that was garbled before says in which line', () => {
  expect(pastedProblems('The paste', 'a\nb\uFFFD\nc\uFFFD')[0]?.message).toContain('in 2 places, first in line 2')
  expect(pastedProblems('The paste', 'a\nb')).toEqual([])
})
