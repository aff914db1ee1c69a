/** What the cache takes, and what is read of it. */
import { defineMetric, ratio } from './run-facts.ts'

export const bitsPerElement = defineMetric({
  id: 'bitsPerElement',
  label: 'KV bits a number, mean',
  unit: 'bit',
  better: 'lower',
  help: 'Bits that a kept key or value takes, the bounds of rounded groups included.',
  of: ({ totals }) => ({ value: ratio(totals.kvBits, totals.kvElements) }),
})

export const kvRead = defineMetric({
  id: 'kvRead',
  label: 'KV read, of a whole cache’s',
  unit: 'fraction',
  better: 'lower',
  help: 'Bits of keys, values and index that steps read, drafting included, over those of plain steps with the whole cache.',
  formula: '(KV + index) / KV of plain steps',
  validity: 'Prompts are read whole, and do not count.',
  place: 'detail',
  of: ({ totals: { readBits, indexBits, plainReadBits } }) => ({
    value: ratio(readBits + indexBits, plainReadBits),
    substituted: `(${readBits} + ${indexBits}) / ${plainReadBits}`,
  }),
})

export const indexRead = defineMetric({
  id: 'indexRead',
  label: 'Index read, of a whole cache’s KV',
  unit: 'fraction',
  better: 'lower',
  help: 'Bits that were read to find which entries to read, over those of plain steps with the whole cache.',
  place: 'detail',
  of: ({ totals: { indexBits, plainReadBits } }) => (indexBits > 0 ? { value: ratio(indexBits, plainReadBits) } : null),
})
