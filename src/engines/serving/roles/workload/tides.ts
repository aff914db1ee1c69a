/**
 * Tides: arrivals whose rate rises and falls as over a day. A Poisson process on a clock that runs faster at high tide:
 *
 *   rate(t) = mean × (1 − swing × cos(2π t / period)),   Λ(t) = mean × (t − swing × period / 2π × sin(2π t / period))
 *
 * Gaps of a unit-rate process are drawn on Λ and carried back to time by bisection; it begins at low tide. Source: time change of a
 * Poisson process (Ross, Introduction to Probability Models, chapter 5).
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import { sin } from '../../../../kernel/math.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'

export const tides = defineWorkload({
  id: 'tides',
  role: 'workload',
  title: 'Tides',
  help: 'Requests at random times, whose rate rises and falls as over a day.',
  knobs: z.strictObject({
    rate: arrivalRate,
    swing: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .meta({
        label: 'Swing',
        unit: 'fraction',
        help: 'How far the rate goes from its mean, up and down: 1 stands still at low tide.',
        slider: [0, 1],
      }),
    period: z
      .number()
      .min(1)
      .max(1_000_000)
      .default(120)
      .meta({
        label: 'Period',
        unit: 's',
        help: 'From one low tide to the next: shorter looks like bursts.',
        slider: [10, 3600],
        scale: 'log',
      }),
    requests: requestLimit,
  }),
  create({ rate, swing, period, requests }, context) {
    const gaps = context.draws.stream('arrival')
    const turn = 2 * Math.PI
    const through = (at: Seconds): number => at - ((swing * period) / turn) * sin((turn * at) / period)
    return openLoop(context, {
      requests,
      gap: (index) => exponential(gaps.at(index), 1 / rate),
      // `through` never falls and stays within swing × period / 2π of its argument.
      timeOf(elapsed) {
        let low = Math.max(0, elapsed - period)
        let high = elapsed + period
        for (let i = 0; i < 60; i++) {
          const middle = (low + high) / 2
          if (through(middle) < elapsed) low = middle
          else high = middle
        }
        return high
      },
    })
  },
})
