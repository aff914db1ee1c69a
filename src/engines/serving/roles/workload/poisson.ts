/**
 * Poisson arrivals: many people who know nothing of each other. Gaps are exponential with mean 1 / rate, so that a gap of
 * three means comes once in e³ = 20 requests.
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'

export const poisson = defineWorkload({
  id: 'poisson',
  role: 'workload',
  title: 'Poisson',
  help: 'Independent requests at a steady mean rate, whatever becomes of them.',
  knobs: z.strictObject({ rate: arrivalRate, requests: requestLimit }),
  create({ rate, requests }, context) {
    const stream = context.draws.stream('arrival')
    return openLoop(context, { requests, gap: (index) => exponential(stream.at(index), 1 / rate) })
  },
})
