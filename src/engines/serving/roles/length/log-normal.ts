/**
 * Log-normal length, given by its mean and coefficient of variation: the shape of most chat traffic, many short requests and
 * a few long ones.
 *
 * With σ² = ln(1 + cv²) and μ = ln(mean) − σ²/2 the mean is exp(μ + σ²/2) = mean and the standard deviation mean × cv. Mean 500,
 * cv 1: σ = 0.833, median exp(μ) = 354 tokens, one request in a hundred above 354 × exp(2.326 × 0.833) = 2,454.
 */
import * as z from 'zod'
import { normal } from '../../../../kernel/distributions.ts'
import { exp, log1p } from '../../../../kernel/math.ts'
import { defineLength } from '../../contracts/length.ts'
import { wholeTokens } from './whole-tokens.ts'

export const logNormal = defineLength({
  id: 'log-normal',
  role: 'length',
  title: 'Log-normal',
  help: 'Many short requests and a few long ones, as in chat traffic.',
  knobs: z.strictObject({
    mean: z
      .number()
      .min(1)
      .max(200_000)
      .default(512)
      .meta({
        label: 'Mean',
        unit: 'tokens',
        help: 'Mean length; raising it raises work and KV-cache use in proportion.',
        slider: [16, 8192],
        scale: 'log',
      }),
    cv: z
      .number()
      .min(0)
      .max(5)
      .default(1)
      .meta({
        label: 'Variation',
        help: 'Standard deviation over mean; raising it makes short requests shorter and the longest much longer.',
        slider: [0, 3],
      }),
  }),
  create: ({ mean, cv }, { draws, purpose }) => {
    const stream = draws.stream(purpose)
    // Not kernel's logNormal(u, mean, cv): that finds σ again in every call.
    const variance = log1p(cv * cv)
    const sigma = Math.sqrt(variance)
    const median = mean * exp(-variance / 2)
    return { mean, tokens: (index) => wholeTokens(median * exp(sigma * normal(stream.at(index)))) }
  },
})
