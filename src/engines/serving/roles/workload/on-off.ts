/**
 * On-off arrivals: Poisson during the on periods, silence in between, by the clock. The daily peak in small, and the plainest
 * way to see a queue build up and drain.
 *
 * Gaps run on a clock that stands still in off periods: time t on it is simulated time ⌊t / on⌋ × (on + off) + t mod on. With 8
 * requests/s, 10 s on and 10 s off the mean rate is 4.
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'

export const onOff = defineWorkload({
  id: 'on-off',
  role: 'workload',
  title: 'On-off',
  help: 'Bursts of Poisson arrivals by the clock, with silence in between.',
  knobs: z.strictObject({
    rate: z
      .number()
      .min(0.001)
      .max(100_000)
      .default(8)
      .meta({
        label: 'Rate while on',
        unit: 'requests/s',
        help: 'Mean arrivals a second during on periods; raising it makes the queue build up faster.',
        slider: [0.1, 100],
        scale: 'log',
      }),
    on: z
      .number()
      .min(0.001)
      .max(86_400)
      .default(10)
      .meta({
        label: 'On',
        unit: 's',
        help: 'Length of an on period; raising it gives the queue longer to build up.',
        slider: [1, 120],
      }),
    off: z
      .number()
      .min(0)
      .max(86_400)
      .default(10)
      .meta({
        label: 'Off',
        unit: 's',
        help: 'Length of an off period; raising it gives the queue longer to drain.',
        slider: [0, 120],
      }),
    requests: requestLimit,
  }),
  create({ rate, on, off, requests }, context) {
    const stream = context.draws.stream('arrival')
    return openLoop(context, {
      requests,
      gap: (index) => exponential(stream.at(index), 1 / rate),
      timeOf: (elapsed) => elapsed + Math.floor(elapsed / on) * off,
    })
  },
})
