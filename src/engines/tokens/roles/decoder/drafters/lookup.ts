/**
 * Prompt lookup: no draft model. The last n tokens are searched in the text so far; what followed them there is the draft.
 *
 * Source: apoorvumang/prompt-lookup-decoding (2023): n from the longest down, the earliest match whose continuation fits.
 */
import type { Drafter } from '../../../contracts/drafter.ts'

export interface LookupKnobs {
  readonly longest: number
  readonly shortest: number
  readonly count: number
  readonly match: 'earliest' | 'latest'
}

export function lookupDrafter({ longest, shortest, count, match }: LookupKnobs): Drafter {
  return {
    reset: () => undefined,
    propose(text, draft, room) {
      const wanted = Math.min(count, room, draft.mostRows - 1)
      if (wanted < 1) {
        draft.stop = 'room'
        return
      }
      for (let n = Math.min(longest, text.length - 1); n >= shortest; n--) {
        const from = findPattern(text, n, wanted, match)
        if (from < 0) continue
        draft.source = from
        for (let i = 0; i < wanted; i++)
          draft.add(draft.count - 1, text[from + i], { isDrawn: false, confidence: Number.NaN })
        return
      }
      draft.stop = 'no-match'
    },
  }
}

/** Where `wanted` tokens follow an earlier copy of the last `n`; −1 for nowhere. The suffix itself is no match. */
function findPattern(text: readonly number[], n: number, wanted: number, match: 'earliest' | 'latest'): number {
  const suffix = text.length - n
  const last = Math.min(suffix - 1, text.length - n - wanted)
  const isMatch = (at: number): boolean => {
    for (let i = 0; i < n; i++) if (text[at + i] !== text[suffix + i]) return false
    return true
  }
  if (match === 'earliest') {
    for (let at = 0; at <= last; at++) if (isMatch(at)) return at + n
  } else {
    for (let at = last; at >= 0; at--) if (isMatch(at)) return at + n
  }
  return -1
}
