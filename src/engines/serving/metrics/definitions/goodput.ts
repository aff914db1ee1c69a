/** What came in time, a second: requests, requests by accelerator, and their tokens. */
import { overSpan, rate, ratePerAccelerator } from './rate.ts'

const source = 'Zhong et al., DistServe (2024)'

export const goodput = rate({
  id: 'goodput',
  label: 'Goodput',
  unit: 'requests/s',
  better: 'higher',
  help: 'Finished requests within the TTFT and TPOT limits of their class, per second.',
  formula: 'finished requests with TTFT and TPOT within their class / time since the warm-up',
  source,
  place: 'first',
  amount: ({ latency }) => latency.good,
})

export const goodputPerAccelerator = ratePerAccelerator({
  id: 'goodputPerAccelerator',
  label: 'Goodput per accelerator',
  unit: 'requests/s',
  better: 'higher',
  help: 'Goodput over the accelerators that it took.',
  formula: 'good requests / (time since the warm-up × accelerators)',
  source,
  amount: ({ latency }) => latency.good,
})

export const tokenGoodput = rate({
  id: 'tokenGoodput',
  label: 'Token goodput',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens of good requests per second.',
  formula: 'tokens of good requests / time since the warm-up',
  validity: `${overSpan} Tokens of a request that misses its limits do not count, however many came in time.`,
  amount: ({ latency }) => latency.goodTokens,
})
