/** How often blocks are looked for: a knob of every way that costs something. */
import * as z from 'zod'

const ways = ['at-admission', 'every-iteration'] as const

export const oftenKnob = z.enum(ways).default('at-admission').meta({
  label: 'Looked for',
  help: 'Blocks of a prompt when it is admitted, or blocks of every request in every iteration: the second adds to each token.',
})

export type Often = (typeof ways)[number]
