/** Gains in words: each with its interval, and all in a sentence. */
import type { StoredGain } from '../../experiment/referee/stored.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type ClaimedGain, type GainRow, type Side, sideOf } from './gains.ts'
import type { GainPart } from './hit-test.ts'

const ratio = (value: number): string => significant(value, 3)

/** `1.24 × (1.11–1.39)`, with the bound in front where it is one; a dash where there is none. */
export function gainText({ gain, spread, bound }: StoredGain): string {
  if (gain === null || spread === null) return '–'
  const text = `${ratio(gain)} × (${ratio(spread[0])}–${ratio(spread[1])})`
  if (bound === 'at least') return say('at least {gain}', { gain: text })
  if (bound === 'at most') return say('at most {gain}', { gain: text })
  return bound === 'open' ? say('about {gain}, open on both sides', { gain: text }) : text
}

/** `1.55–1.72 ×`, the one number, or the most. */
export function claimedText({ low, high, isMost }: ClaimedGain): string {
  const text = low === high ? `${ratio(high)} ×` : `${ratio(low)}–${ratio(high)} ×`
  return isMost ? say('up to {gain}', { gain: text }) : text
}

/** How one does against another. */
export const SIDES: Readonly<Record<Side, () => string>> = {
  better: () => say('better'),
  worse: () => say('worse'),
  open: () => say('not told apart'),
  unknown: () => say('no figure'),
}

/** How many are better, worse, and not told apart; then what was claimed. */
export function describeGains(rows: readonly GainRow[], claimed: ClaimedGain | null): string {
  const counts = (Object.keys(SIDES) as Side[]).flatMap((side) => {
    const count = rows.filter((row) => sideOf(row) === side).length
    return count === 0 ? [] : [say('{count} {side}', { count, side: SIDES[side]() })]
  })
  const all = say('Of {n}: {counts}.', { n: rows.length, counts: counts.join(', ') })
  return claimed ? `${all} ${say('Claimed: {claimed}.', { claimed: claimedText(claimed) })}` : all
}

/** What is under the pointer, in words beside it. */
export function tellGain(part: GainPart, row: GainRow, claimed: ClaimedGain | null): string {
  switch (part) {
    case 'gain':
    case 'interval':
      return say('{title}: {gain}', { title: row.title, gain: gainText(row) })
    case 'none':
      return say('1 ×: no gain')
    default:
      return claimed ? say('Claimed: {claimed}.', { claimed: claimedText(claimed) }) : ''
  }
}
