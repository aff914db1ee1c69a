/** How evenly finished requests were served. */
import { defineMetric } from '../run-facts.ts'

export const fairness = defineMetric({
  id: 'fairness',
  label: 'Fairness',
  unit: 'fraction',
  better: 'higher',
  help: 'Jain’s index over the tokens a second that each finished request got: 1 where all got the same.',
  formula: '(Σ x)² / (n × Σ x²), x = tokens emitted / (t(end) − t(arrival))',
  source: 'Jain, Chiu and Hawe (1984)',
  validity:
    'Finished requests only: those turned away had nothing, and are not seen. Short answers get fewer tokens a second of stay.',
  of: ({ latency }) => ({ value: latency.fairness }),
})
