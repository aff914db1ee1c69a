/**
 * Bursty arrivals: gamma-distributed gaps with a given coefficient of variation. cv 1 is Poisson, cv 0 a metronome; measured LLM
 * traffic lies between 1 and 4 over minutes.
 *
 * Gamma with shape 1 / cv² and mean 1 / rate. At cv 3 the shape is 1/9 and half of the gaps are shorter than 0.7 % of the mean:
 * requests come in clumps.
 */
import * as z from 'zod'
import { gamma } from '../../../../kernel/distributions.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'

export const bursty = defineWorkload({
  id: 'bursty',
  role: 'workload',
  title: 'Bursty',
  help: 'Requests in clumps at a steady mean rate, whatever becomes of them.',
  source: 'Gamma gaps, as in BurstGPT',
  knobs: z.strictObject({
    rate: arrivalRate,
    cv: z
      .number()
      .min(0)
      .max(10)
      .default(2)
      .meta({
        label: 'Variation',
        help: 'Standard deviation of gaps over their mean; raising it bunches requests, with longer silences between.',
        slider: [0, 5],
      }),
    requests: requestLimit,
  }),
  create({ rate, cv, requests }, context) {
    const stream = context.draws.stream('arrival')
    if (cv === 0) return openLoop(context, { requests, gap: () => 1 / rate })
    const shape = 1 / (cv * cv)
    return openLoop(context, { requests, gap: (index) => gamma(stream, index, shape) / (shape * rate) })
  },
})
