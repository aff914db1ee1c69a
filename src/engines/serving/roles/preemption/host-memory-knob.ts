/** The knob that tiers share: how much a host has room for. */
import * as z from 'zod'

export const hostMemoryKnob = z
  .number()
  .min(0)
  .max(8192)
  .default(64)
  .meta({
    label: 'Host memory',
    unit: 'GB',
    help: 'Room for swapped blocks of one instance: when it is full, victims are recomputed.',
    slider: [0, 512],
  })
