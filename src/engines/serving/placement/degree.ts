/** Knobs that placements share: a degree of parallelism, and a number of instances. */
import * as z from 'zod'

export const degree = (label: string, help: string) =>
  z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .meta({ label, unit: '', help, slider: [1, 8] })

export const instancesKnob = z
  .int()
  .min(1)
  .max(256)
  .default(1)
  .meta({
    label: 'Instances',
    unit: '',
    help: 'Copies of the model: more share the load and cost more accelerators.',
    slider: [1, 16],
  })
