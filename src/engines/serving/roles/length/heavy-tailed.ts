/**
 * Heavy-tailed length: a bounded Pareto distribution, given by its mean, its shape and how many means the longest is. A few
 * requests carry much of the work, which is what tells schedulers apart.
 *
 * F(x) = (1 − (L/x)^α) / (1 − (L/H)^α) on [L, H], so x = L × (1 − u × (1 − (L/H)^α))^(−1/α). The shortest length L follows from
 * the mean by bisection, since it has no closed form. Source: Harchol-Balter, Performance Modeling and Design of Computer
 * Systems (2013), chapter 20: α near 1 is what file sizes and job lengths of real systems show.
 */
import * as z from 'zod'
import { boundedPareto } from '../../../../kernel/distributions.ts'
import { log, pow } from '../../../../kernel/math.ts'
import { defineLength } from '../../contracts/length.ts'
import { wholeTokens } from './whole-tokens.ts'

export const heavyTailed = defineLength({
  id: 'heavy-tailed',
  role: 'length',
  title: 'Heavy-tailed',
  help: 'Most requests are short and a few very long ones carry much of the work.',
  source: 'Bounded Pareto (Harchol-Balter 2013)',
  knobs: z.strictObject({
    mean: z
      .number()
      .min(1)
      .max(100_000)
      .default(512)
      .meta({
        label: 'Mean',
        unit: 'tokens',
        help: 'Mean length; raising it raises work and KV-cache use in proportion.',
        slider: [16, 8192],
        scale: 'log',
      }),
    shape: z
      .number()
      .min(0.5)
      .max(5)
      .default(1.5)
      .meta({
        label: 'Shape',
        help: 'Exponent α of the tail; lowering it makes long requests more frequent and short ones shorter.',
        slider: [0.8, 3],
      }),
    longest: z
      .number()
      .min(2)
      .max(1000)
      .default(50)
      .meta({
        label: 'Longest',
        unit: '× mean',
        help: 'Longest length in means; raising it lets the tail reach further and makes short requests shorter.',
        level: 'advanced',
        slider: [2, 200],
        scale: 'log',
      }),
  }),
  create: ({ mean, shape, longest }, { draws, purpose }) => {
    const stream = draws.stream(purpose)
    const high = mean * longest
    const shortest = shortestFor(mean, shape, high)
    const quantile = boundedPareto({ shape, low: shortest, high })
    return { mean, tokens: (index) => wholeTokens(quantile(stream.at(index))) }
  },
})

/**
 * Mean of the bounded Pareto on [low, high]. α ≠ 1: (L^α / (1 − (L/H)^α)) × (α / (α − 1)) × (L^(1−α) − H^(1−α)); in r = L/H that is
 * H × α/(α − 1) × (r − r^α) / (1 − r^α), and H × r × ln(1/r) / (1 − r) at α = 1.
 */
export function boundedParetoMean(low: number, high: number, shape: number): number {
  const ratio = low / high
  // Near α = 1 both factors of the general form lose digits: within 1e-6 the limit is closer.
  if (Math.abs(shape - 1) < 1e-6) return (-high * ratio * log(ratio)) / (1 - ratio)
  const tail = pow(ratio, shape)
  return (high * shape * (ratio - tail)) / ((shape - 1) * (1 - tail))
}

/** The shortest length that gives the mean. The mean rises with it from 0 to `high`: 60 halvings of (0, mean). */
function shortestFor(mean: number, shape: number, high: number): number {
  let low = 0
  let above = mean
  for (let i = 0; i < 60; i++) {
    const middle = (low + above) / 2
    if (boundedParetoMean(middle, high, shape) < mean) low = middle
    else above = middle
  }
  return above
}
