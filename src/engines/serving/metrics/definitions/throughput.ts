/** Tokens emitted a second. */
import { rate, ratePerAccelerator } from './rate.ts'

export const throughput = rate({
  id: 'throughput',
  label: 'Tokens emitted, mean',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens emitted per second over the whole run, all instances.',
  formula: 'tokens emitted / time since the warm-up',
  place: 'first',
  amount: ({ latency }) => latency.emitted,
})

export const throughputPerAccelerator = ratePerAccelerator({
  id: 'throughputPerAccelerator',
  label: 'Tokens emitted per accelerator, mean',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens emitted per second and accelerator.',
  formula: 'tokens emitted / (time since the warm-up × accelerators)',
  amount: ({ latency }) => latency.emitted,
})
