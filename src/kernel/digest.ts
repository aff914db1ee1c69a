/**
 * A 64-bit digest of numbers, to tell whether two runs are the same bytes: 16 hexadecimal digits.
 *
 * Two 32-bit lanes take the low and the high word of each double and feed each other, with the multiply-rotate step and
 * the finaliser of MurmurHash3 (public domain, Austin Appleby). The words are taken by value, not by memory order, so the
 * byte order of the machine does not show. Every NaN counts as the same NaN and −0 as 0. Not for secrets.
 */
import { highWord, lowWord } from './float-bits.ts'

export type Numbers = ArrayLike<number>

export interface Digest {
  number(value: number): void
  /** The first `length` numbers of a column and their count; an Int32Array counts as the doubles of its numbers. */
  column(values: Numbers, length?: number): void
  text(value: string): void
  /** Digest of everything so far; more may follow. */
  hex(): string
}

export function createDigest(): Digest {
  let a = 0x243f6a88 // first words of π's fraction: nothing up our sleeves
  let b = 0x85a308d3
  let count = 0

  const add = (low: number, high: number): void => {
    let h = Math.imul(low, 0xcc9e2d51)
    h = Math.imul((h << 15) | (h >>> 17), 0x1b873593)
    a ^= h
    a = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64 + b) | 0
    h = Math.imul(high, 0x1b873593)
    h = Math.imul((h << 16) | (h >>> 16), 0xcc9e2d51)
    b ^= h
    b = (Math.imul((b << 17) | (b >>> 15), 5) + 0x38495ab5 + a) | 0
    count = (count + 1) | 0
  }

  const number = (value: number): void => {
    if (Number.isNaN(value)) add(0, 0x7ff80000)
    else {
      const canonical = value + 0 // −0 + 0 is 0
      add(lowWord(canonical), highWord(canonical) | 0)
    }
  }

  return {
    number,
    column(values, length = values.length) {
      number(length)
      for (let i = 0; i < length; i++) number(values[i])
    },
    text(value) {
      number(value.length)
      for (let i = 0; i < value.length; i++) add(value.charCodeAt(i), -1)
    },
    hex() {
      const first = finish(a ^ count)
      const second = finish((b + first) ^ count)
      return word(second) + word((first + second) | 0)
    },
  }
}

/** Murmur's finaliser: every input bit changes every output bit with a probability near one half. */
const finish = (word: number): number => {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const word = (h: number): string => (h >>> 0).toString(16).padStart(8, '0')
