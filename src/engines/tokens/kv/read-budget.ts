/** How much a row reads at most, as knobs of every rule that selects; and what it reads in any case. */
import * as z from 'zod'
import type { SelectSite } from '../contracts/select.ts'

export const budgetKnobs = {
  budget: z.int().min(1).max(2048).default(48).meta({
    label: 'Entries read',
    unit: 'tokens',
    help: 'By a token in a head at most, first and newest ones included; fewer are read faster and may miss what matters.',
  }),
  first: z.int().min(0).max(32).default(4).meta({
    label: 'First tokens',
    unit: 'tokens',
    help: 'They are read always: attention that fits nowhere rests on them.',
    level: 'advanced',
  }),
  recent: z.int().min(0).max(256).default(16).meta({
    label: 'Newest tokens',
    unit: 'tokens',
    help: 'They are read always, whatever the rule thinks of them.',
    level: 'advanced',
  }),
} as const

/** Entries that the row could see. */
export function countSeen({ isSeen, count }: SelectSite): number {
  let seen = 0
  for (let entry = 0; entry < count; entry++) seen += isSeen[entry]
  return seen
}

/** All that could be seen is read: where the budget is no bound, no rule is asked. */
export const readAll = ({ isRead, isSeen, count }: SelectSite): void => isRead.set(isSeen.subarray(0, count))

/** Reads what could be seen and lies in places that `isAlways`; returns how many. */
export function readAlways(site: SelectSite, isAlways: (place: number) => boolean): number {
  const { isRead, isSeen, count } = site
  let read = 0
  for (let entry = 0; entry < count; entry++) {
    if (isSeen[entry] === 0 || !isAlways(site.placeOf(entry))) continue
    isRead[entry] = 1
    read++
  }
  return read
}

/** Reads the `most` entries of those that are left by `rankOf`, the smallest first and the newer of equals. */
export function readBest(site: SelectSite, most: number, rankOf: (entry: number) => number): void {
  const { isRead, isSeen, count } = site
  const left: { readonly entry: number; readonly rank: number }[] = []
  for (let entry = 0; entry < count; entry++)
    if (isSeen[entry] === 1 && isRead[entry] === 0) left.push({ entry, rank: rankOf(entry) })
  left.sort((a, b) => a.rank - b.rank || b.entry - a.entry)
  for (const { entry } of left.slice(0, Math.max(0, Math.floor(most)))) isRead[entry] = 1
}
