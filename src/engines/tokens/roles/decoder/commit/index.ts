/** Rules for filling in. A new one is its file and a line here. */
import { fixedRate } from './fixed-rate.ts'
import { threshold } from './threshold.ts'

export const commits = [threshold, fixedRate] as const
