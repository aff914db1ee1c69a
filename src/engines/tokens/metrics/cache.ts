/** What the cache takes. */
import { defineMetric, ratio } from './run-facts.ts'

export const bitsPerElement = defineMetric({
  id: 'bitsPerElement',
  label: 'KV bits a number, mean',
  unit: 'bit',
  better: 'lower',
  help: 'Bits that a kept key or value takes, the bounds of rounded groups included.',
  of: ({ totals }) => ({ value: ratio(totals.kvBits, totals.kvElements) }),
})
