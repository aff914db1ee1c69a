/** What becomes of weights. A new one is its file and a line here. */
import { awq } from './awq.ts'
import { randomScales } from './random-scales.ts'
import { rounded } from './rounded.ts'
import { shipped } from './shipped.ts'

export const weightForms = [shipped, rounded, awq, randomScales] as const
