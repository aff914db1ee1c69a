/** Time from arrival to the last token. */
import { quantileWords, spread } from '../../figures/spread.ts'
import type { RunFacts } from '../run-facts.ts'

export const endToEnd = spread<RunFacts>({
  id: 'e2e',
  label: 'End to end',
  help: 'Time from arrival to the last token of a finished request.',
  formula: 't(last token) − t(arrival)',
  validity: `${quantileWords} Finished requests only.`,
  first: ['p50'],
  of: ({ latency }) => latency.e2e,
})
