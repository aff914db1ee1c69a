/** Totals of a stretch of time: what the words, the table and the read-out of the acceptance chart say. */
import type { CountWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { type Buckets, gather } from '../buckets.ts'
import { draftedOf, notDrawn } from './paint.ts'

export interface AcceptanceTotals {
  readonly drafted: number
  readonly accepted: number
  readonly rejected: number
  /** Drafted behind the first rejected token: never looked at, so they say nothing about the draft. */
  readonly discarded: number
  readonly bonus: number
  /** Null where the track does not count rounds. */
  readonly rounds: number | null
}

export function totalsBetween(window: CountWindow, t0: Seconds, t1: Seconds): AcceptanceTotals {
  return totalsOf(window, gather(window, t0, t1 - t0, 1), 0)
}

function totalsOf(window: CountWindow, buckets: Buckets, bucket: number): AcceptanceTotals {
  const { series } = window.track
  const of = (name: string): number => {
    const s = series.indexOf(name)
    return s < 0 ? 0 : buckets.sum[s * buckets.length + bucket]
  }
  return {
    drafted: draftedOf(window, buckets, bucket),
    accepted: of('accepted'),
    rejected: of('rejected'),
    discarded: of('discarded'),
    bonus: of('bonus'),
    rounds: series.includes(notDrawn) ? of(notDrawn) : null,
  }
}
