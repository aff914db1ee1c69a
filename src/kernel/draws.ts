/**
 * Keyed draws: chance is a function of what it is for, not of when it is asked. `draw('acceptance', request, position)`
 * is the same number whoever else drew before, so arms of one experiment share their luck exactly.
 *
 * Counter-based: three 32-bit words (stream key, a, b) are mixed with the finaliser of MurmurHash3 between them
 * (public domain, Austin Appleby). Costs about 5 ns, allocates nothing, and needs only imul, xor and shifts.
 */
export interface Stream {
  /** Uniform in (0, 1), 32 bits of resolution, never 0 or 1. */
  at(a: number, b?: number): number
  /** The raw 32-bit word, unsigned. */
  word(a: number, b?: number): number
}

export interface Draws {
  /** The stream of a purpose, e.g. `arrivals`, `acceptance`. The same name gives the same stream. */
  stream(purpose: string): Stream
}

/** Finaliser that spreads every input bit over the word; also turns one keyed word into a sequence of them. */
export const mix = (word: number): number => {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** 32-bit key of a text: FNV-1a over its UTF-16 units, then mixed. */
const textKey = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h)
}

/** Seeds are whole numbers; the low 32 bits count. */
export function createDraws(seed: number): Draws {
  const root = mix((seed | 0) ^ 0x9e3779b9)
  return {
    stream(purpose) {
      const key = mix(root ^ textKey(purpose))
      const word = (a: number, b = 0): number =>
        mix(mix(mix(key ^ Math.imul(a, 0x9e3779b1)) + Math.imul(b, 0x85ebca77) + 0x165667b1)) >>> 0
      // + 0.5 keeps 0 and 1 out, so that log(u) and 1/(1-u) are always finite.
      return { word, at: (a, b = 0) => (word(a, b) + 0.5) / 4294967296 }
    },
  }
}
