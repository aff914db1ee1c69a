/** Rules for filling in. A new one is its file and a line here. */
import { fixedRate } from './fixed-rate.ts'
import { localLeap } from './local-leap.ts'
import { randomAnchors } from './random-anchors.ts'
import { threshold } from './threshold.ts'

export const commits = [threshold, fixedRate, localLeap, randomAnchors] as const
