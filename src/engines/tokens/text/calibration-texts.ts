/** Kinds of text that a model can be calibrated with: those that there is a generator of, one or all. */
import * as z from 'zod'
import { domains } from './domains/index.ts'

/** All kinds. */
export const MIXED = 'mixed'

export const calibrationKnob = z
  .enum([MIXED, ...domains.map(({ id }) => id)])
  .default(MIXED)
  .meta({
    label: 'Calibrated with',
    help: 'Texts of one offline pass, none of which is judged: of one kind only, they may not fit the others.',
    level: 'advanced',
  })
