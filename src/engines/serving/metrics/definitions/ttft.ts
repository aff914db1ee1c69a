/** Time to the first token, from arrival; and from the moment the whole prompt was there. */
import { quantileWords, spread } from './spread.ts'

export const ttft = spread({
  id: 'ttft',
  label: 'TTFT',
  help: 'Time from arrival to the first token.',
  formula: 't(first token) − t(arrival)',
  validity: `${quantileWords} Requests still without a token are missing, so an overloaded run looks better than it is.`,
  first: ['p50', 'p99'],
  of: ({ latency }) => latency.ttft,
})

export const contextTtft = spread({
  id: 'contextTtft',
  label: 'TTFT after context',
  help: 'Time from the last piece of a prompt’s context to the first token.',
  formula: 't(first token) − t(last piece of the context)',
  validity: `${quantileWords} A prompt that came whole counts from its arrival.`,
  of: ({ latency }) => latency.contextTtft,
})
