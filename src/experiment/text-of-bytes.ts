/**
 * Bytes of a file as text, in pieces of any size, for the page and the command line alike. Files are UTF-8; one whose first bytes say
 * UTF-16 (as some spreadsheets and shells write) is read as that. What cannot be decoded becomes U+FFFD, as everywhere, and is counted:
 * a name or a column that was garbled must not pass for what stood in the file.
 */
import type { Problem } from '../kernel/problem.ts'

export interface TextReader {
  push(bytes: Uint8Array): string
  end(): string
  /** What was read otherwise than a UTF-8 file is, so far; notices. */
  problems(name: string): readonly Problem[]
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

export function createTextReader(): TextReader {
  let encoding: Encoding | null = null
  let hasMark = true
  let decoder = new TextDecoder()
  /** Bytes held back: the beginning of the file until its encoding is known, then the beginning of a character. */
  let held = new Uint8Array(0)
  let isFirst = true
  let lines = 1
  let offset = 0
  let garbled = 0
  let first: { readonly line: number; readonly byte: number } | null = null

  function open(bytes: Uint8Array): Encoding {
    const found = encodingOf(bytes)
    hasMark = found.hasMark
    // The mark itself is left out below; in later pieces it is a character like any other.
    decoder = new TextDecoder(found.encoding, { ignoreBOM: true })
    return found.encoding
  }

  function decode(bytes: Uint8Array, isLast: boolean): string {
    const text = encoding === 'utf-8' ? decoder.decode(bytes) : decoder.decode(bytes, { stream: !isLast })
    if (text.includes('\uFFFD')) tell(bytes, text)
    lines += countOf(text, '\n')
    offset += bytes.length
    const begins = isFirst && text.startsWith('\uFEFF') ? 1 : 0
    if (text !== '') isFirst = false
    return begins > 0 ? text.slice(begins) : text
  }

  /** A replacement character that stood in the file is no mistake of it. */
  function tell(bytes: Uint8Array, text: string): void {
    const places = countOf(text, '\uFFFD') - (encoding === 'utf-8' ? countReplacements(bytes) : 0)
    if (places <= 0) return
    garbled += places
    if (first !== null) return
    const at = encoding === 'utf-8' ? firstUndecodable(bytes) : -1
    first =
      at >= 0
        ? { line: lines + countBytes(bytes.subarray(0, at), 0x0a), byte: offset + at + 1 }
        : { line: lines + countOf(text.slice(0, text.indexOf('\uFFFD')), '\n'), byte: offset + 1 }
  }

  function take(bytes: Uint8Array, isLast: boolean): string {
    const all = joined(held, bytes)
    held = new Uint8Array(0)
    if (encoding === null) {
      if (all.length < FIRST_BYTES && !isLast) {
        held = all
        return ''
      }
      encoding = open(all)
    }
    const whole = encoding === 'utf-8' && !isLast ? wholeCharacters(all) : all.length
    held = all.slice(whole)
    return decode(all.subarray(0, whole), isLast)
  }

  return {
    push: (bytes) => take(bytes, false),
    end: () => take(new Uint8Array(0), true),
    problems(name) {
      const problems: Problem[] = []
      if (encoding === 'utf-16le' || encoding === 'utf-16be') problems.push(readAsUtf16(name, encoding, hasMark))
      if (first !== null) problems.push(undecodable(name, encoding ?? 'utf-8', garbled, first))
      return problems
    },
  }
}

/** A whole file at once. */
export function textOfBytes(name: string, bytes: Uint8Array): { text: string; problems: readonly Problem[] } {
  const reader = createTextReader()
  const text = reader.push(bytes) + reader.end()
  return { text, problems: reader.problems(name) }
}

/** What a pasted text says of having been garbled before it came here; its bytes are not known. */
export function pastedProblems(name: string, text: string): readonly Problem[] {
  const at = text.indexOf('\uFFFD')
  if (at < 0) return []
  return [
    {
      code: 'text-garbled',
      message: `${name} holds the replacement character “\uFFFD” in ${inPlaces(countOf(text, '\uFFFD'))}, first in line ${1 + countOf(text.slice(0, at), '\n')}: something was lost before it came here.`,
      remedy: 'Copy it from the original, opened in its own encoding.',
      severity: 'notice',
    },
  ]
}

/** Bytes that tell an encoding: a mark, or zeros in every other place of a text that begins in ASCII. */
const FIRST_BYTES = 8

function encodingOf(bytes: Uint8Array): { readonly encoding: Encoding; readonly hasMark: boolean } {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', hasMark: true }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', hasMark: true }
  const beginning = Array.from(bytes.subarray(0, FIRST_BYTES))
  const isZero = (odd: number): boolean =>
    beginning.length === FIRST_BYTES && beginning.every((byte, i) => (byte === 0) === (i % 2 === odd))
  if (isZero(1)) return { encoding: 'utf-16le', hasMark: false }
  if (isZero(0)) return { encoding: 'utf-16be', hasMark: false }
  return { encoding: 'utf-8', hasMark: true }
}

/** Bytes of the piece before a character that it ends in the middle of. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return back < length ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Offset of the first byte that is no part of a character of UTF-8, −1 where all are. */
function firstUndecodable(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0
    if (length === 0) return at
    for (let i = 1; i < length; i++) {
      // The second byte rules out overlong forms, surrogates and what lies beyond Unicode.
      const low = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
      const high = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
      const byte = bytes[at + i]
      if (byte === undefined || byte < low || byte > high) return at
    }
    at += length
  }
  return -1
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

function countBytes(bytes: Uint8Array, wanted: number): number {
  let count = 0
  for (const byte of bytes) if (byte === wanted) count++
  return count
}

/** U+FFFD as it is written in UTF-8. */
function countReplacements(bytes: Uint8Array): number {
  let count = 0
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++
  }
  return count
}

const inPlaces = (count: number): string => (count === 1 ? 'one place' : `${count} places`)

const undecodable = (
  name: string,
  encoding: Encoding,
  places: number,
  first: { readonly line: number; readonly byte: number },
): Problem => ({
  code: 'bytes-undecodable',
  message: `${name} is not ${encoding.toUpperCase()} in ${inPlaces(places)}, first in line ${first.line} (byte ${first.byte}): “\uFFFD” was read there.`,
  remedy: 'Save it as UTF-8; a file in Windows-1252 or Latin-1 has such bytes for letters with accents.',
  severity: 'notice',
})

const readAsUtf16 = (name: string, encoding: Encoding, hasMark: boolean): Problem => ({
  code: 'text-is-utf16',
  message: `${name} was read as UTF-16 (${encoding === 'utf-16le' ? 'little' : 'big'}-endian), as ${hasMark ? 'its byte-order mark says' : 'every other byte of its beginning is zero'}.`,
  remedy: 'Save it as UTF-8 if anything looks wrong.',
  severity: 'notice',
})
