/** Lines that an operation touches, and how many of them came from far away. */
import { Source } from '../memory/hierarchy.ts'
import { defineMetric, ratio } from './run-facts.ts'

const sum = (lines: Float64Array): number => lines.reduce((total, one) => total + one, 0)

export const linesPerOperation = defineMetric({
  id: 'lines',
  label: 'Looks at a line, per operation',
  unit: 'lines',
  better: 'lower',
  help: 'Times that an operation read or wrote something, each of which is one line, wherever it was found.',
  formula: 'looks / operations',
  of: ({ lines, operations }) => ({ value: ratio(sum(lines), operations) }),
})

export const missesPerOperation = defineMetric({
  id: 'misses',
  label: 'Misses of an operation',
  unit: 'lines',
  better: 'lower',
  help: 'Lines that were in neither level of the thread and came from the last level, from another core or from memory.',
  formula: '(last level + other core + memory) / operations',
  place: 'first',
  of: ({ lines, operations }) => ({
    value: ratio(lines[Source.last] + lines[Source.core] + lines[Source.memory], operations),
    note: `${lines[Source.memory]} from memory, ${lines[Source.core]} from another core, ${lines[Source.last]} from the last level`,
  }),
})

export const hitRate = defineMetric({
  id: 'hitRate',
  label: 'Looks found near',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of the looks whose line was in one of the two levels of the thread.',
  of: ({ lines }) => ({ value: ratio(lines[Source.l1] + lines[Source.l2], sum(lines)) }),
})

export const coherence = defineMetric({
  id: 'coherence',
  label: 'Lines from other cores',
  unit: 'lines',
  better: 'lower',
  help: 'Lines of an operation that another thread had written last or had to give up: what locks and shared counters cost.',
  formula: 'from other cores / operations',
  of: ({ lines, operations }) => ({ value: ratio(lines[Source.core], operations) }),
})
