/** Knobs that placements share: a degree of parallelism, a number of instances, and the time that one takes to start. */
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

export const loadTimeKnob = z
  .number()
  .min(0)
  .max(3600)
  .default(20)
  .meta({
    label: 'Time to start',
    unit: 's',
    help: 'From being empty or switched off to serving, weights loaded: longer makes every change dearer.',
    slider: [0, 120],
    level: 'advanced',
    source: 'assumed',
  })
