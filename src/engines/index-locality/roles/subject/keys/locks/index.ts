/** Rules for what is held on the way. A new one is its file and a line here. */
import { handOverHand } from './hand-over-hand.ts'
import { oneLock } from './one-lock.ts'
import { optimistic } from './optimistic.ts'

export const lockRules = [handOverHand, optimistic, oneLock] as const
