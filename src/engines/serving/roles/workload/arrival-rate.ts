/** The knob that open-loop workloads share: how many requests arrive a second on average. */
import * as z from 'zod'

export const arrivalRate = z
  .number()
  .min(0.001)
  .max(100_000)
  .default(4)
  .meta({
    label: 'Rate',
    unit: 'requests/s',
    help: 'Mean arrivals a second; raising it fills batches, then the queue.',
    slider: [0.1, 50],
    scale: 'log',
  })
