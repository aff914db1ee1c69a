/** A degree of parallelism as a knob. */
import * as z from 'zod'

export const degree = (label: string, help: string) =>
  z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .meta({ label, unit: '', help, slider: [1, 8] })
