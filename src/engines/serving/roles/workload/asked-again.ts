/**
 * Prompts asked again: a list of prompts, all of them asked once, then all of them once more, and so on, at random times. A prompt keeps
 * its length and its text; answers to it differ, as samples do. What benchmarks of a model do that ask how much its answers vary.
 *
 * Whether the answers of one prompt have anything in common is up to their lengths (*Overflowing* has a part that is the prompt's).
 *
 * Source: BenchOverflow (2026), which repeats every prompt to tell the prompt's share of the variation from the luck of an answer.
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'

export const askedAgain = defineWorkload({
  id: 'asked-again',
  role: 'workload',
  title: 'Prompts asked again',
  help: 'A list of prompts, each asked several times, one round after the other.',
  source: 'BenchOverflow',
  knobs: z.strictObject({
    rate: arrivalRate,
    samples: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .meta({
        label: 'Times asked',
        unit: '',
        help: 'Answers to each prompt: more say better how much the answers to one prompt differ, of fewer prompts.',
        slider: [1, 20],
      }),
    requests: requestLimit,
  }),
  create({ rate, samples, requests }, context) {
    const stream = context.draws.stream('arrival')
    const prompts = Math.ceil(requests / samples)
    return openLoop(context, {
      requests,
      gap: (index) => exponential(stream.at(index), 1 / rate),
      promptOf: (index) => index % prompts,
    })
  },
})
