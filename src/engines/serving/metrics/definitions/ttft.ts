/** Time to the first token, from arrival. */
import { quantileWords, spread } from '../../figures/spread.ts'
import type { RunFacts } from '../run-facts.ts'

export const ttft = spread<RunFacts>({
  id: 'ttft',
  label: 'TTFT',
  help: 'Time from arrival to the first token.',
  formula: 't(first token) − t(arrival)',
  validity: `${quantileWords} Requests still without a token are missing, so an overloaded run looks better than it is.`,
  first: ['p50', 'p99'],
  of: ({ latency }) => latency.ttft,
})
