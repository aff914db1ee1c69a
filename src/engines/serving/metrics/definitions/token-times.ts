/** Times between tokens: mean by request, every gap, and the largest gap of a request. */

import { quantileWords, spread, statisticOf } from '../../figures/spread.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

export const tpot = spread<RunFacts>({
  id: 'tpot',
  label: 'TPOT',
  help: 'Mean time per further token of a finished request.',
  formula: '(t(last token) − t(first token)) / (tokens − 1)',
  validity: `${quantileWords} Finished requests of two tokens or more; a pause inside an answer is averaged away: see the largest gap.`,
  first: ['p50'],
  of: ({ latency }) => latency.tpot,
})

export const itl = spread<RunFacts>({
  id: 'itl',
  label: 'ITL',
  help: 'Gap between tokens as they come out: those of one round of speculation come together, so it is a gap between rounds.',
  formula: 't(iteration with tokens of the request i + 1) − t(iteration i)',
  source: 'histogram with buckets 0.8 to 1.6 % wide',
  validity:
    'Over gaps, so long answers weigh more. A verification round brings all its tokens at once and counts as one gap, however many they are: the time per token is TPOT.',
  of: ({ latency }) => latency.itl,
})

export const largestGap = defineMetric({
  id: 'largestGap.p90',
  label: 'Largest gap p90',
  unit: 's',
  better: 'lower',
  help: 'Largest gap between two tokens of a request; nine of ten requests stay below.',
  formula: 'max over i of t(token i + 1) − t(token i)',
  validity: `${quantileWords} Finished requests of two tokens or more.`,
  of: (run) => statisticOf(run.latency.largestGap, 'p90', run),
})
