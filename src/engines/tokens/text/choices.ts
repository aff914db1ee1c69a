/** Small decisions of a text generator, each a keyed draw: passage 17 of a domain reads the same whoever asks, and when. */
import type { Stream } from '../../../kernel/draws.ts'

export interface Choices {
  /** A whole number in [0, count). */
  below(count: number): number
  /** A whole number in [low, high], both included. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
  /** `count` different items of the list, in random order. */
  some<T>(list: readonly T[], count: number): T[]
}

export function choicesFor(stream: Stream, passage: number): Choices {
  let drawn = 0
  const below = (count: number): number => Math.floor(stream.at(passage, drawn++) * count)
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (list) => list[below(list.length)],
    chance: (probability) => stream.at(passage, drawn++) < probability,
    some(list, count) {
      const left = [...list]
      // The first `count` places of a Fisher–Yates shuffle.
      for (let i = 0; i < count && i < left.length; i++) {
        const j = i + below(left.length - i)
        const kept = left[i]
        left[i] = left[j]
        left[j] = kept
      }
      return left.slice(0, count)
    },
  }
}
