/** The knob that all generated workloads share: how many requests they produce in all. */
import * as z from 'zod'

/** Two million requests are some 200 MB of columns: the most that a browser tab carries with room to spare. */
export const MOST_REQUESTS = 2_000_000

export const requestLimit = z
  .int()
  .min(1)
  .max(MOST_REQUESTS)
  .default(600)
  .meta({
    label: 'Requests',
    unit: 'requests',
    help: 'Requests in all; raising it makes the run longer and the averages steadier.',
    slider: [10, 10_000],
    scale: 'log',
  })
