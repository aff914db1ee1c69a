/** The knob of schedulers that ask for estimates of lengths: how good these are. */
import * as z from 'zod'

export const hintErrorKnob = z
  .number()
  .min(0)
  .max(5)
  .default(0.5)
  .meta({
    label: 'Length hint error',
    unit: '',
    help: 'What the length predictor is off by, σ of the logarithm: 0 knows lengths, as no server can.',
    slider: [0, 2],
    level: 'advanced',
  })
