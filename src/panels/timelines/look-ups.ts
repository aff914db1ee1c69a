/** Timelines of runs that look things up: threads, lines of memory, and what each subject writes besides. */
import { lanesModel } from '../../charts/lanes/model.ts'
import { levels, rates } from './plain-timelines.ts'
import { defineTimeline, type Timeline } from './timeline.ts'

const threads = defineTimeline({
  id: 'threads',
  title: 'Threads',
  kind: 'span',
  stem: 'threads',
  isPerInstance: false,
  readout: [
    { name: 'Threads that search', line: 'searching' },
    { name: 'Threads that wait', line: 'waiting' },
  ],
  model: ({ window, theme }) => lanesModel(window, theme),
})
const lines = rates(
  'lines',
  'Lines touched',
  'Lines of memory that operations read or wrote, per second, by where each was found; red ones had to come from memory.',
  [
    { name: 'Lines touched', line: null },
    { name: 'Lines from memory', line: 'memory' },
  ],
)
const operations = rates('operations', 'Operations', 'Operations that ended, per second, of all threads together.', [
  { name: 'Operations', line: null },
])
const answers = rates('answers', 'Answers', 'Questions by who answered them, and whether with the nearest vector.', [
  { name: 'Answers', line: null },
  { name: 'Answers at hand', line: 'at hand' },
])
const latency = levels({
  id: 'latency',
  title: 'Time of an operation',
  purpose: 'How long the operation took that ended last; the band is the shortest and longest behind a pixel.',
  form: 'lines',
  readout: [{ name: 'Time of an operation', line: 'latency' }],
  isPerInstance: false,
})
const error = levels({
  id: 'error',
  title: 'Error of the last batch',
  purpose: 'How far the vectors of the last batch are from the exact ones: 0 is the same, 2 has nothing in common.',
  form: 'lines',
  readout: [{ name: 'Error of the last batch', line: 'error' }],
  isPerInstance: false,
})
const order = levels({
  id: 'order',
  title: 'Order found lately',
  purpose: 'How near lists are to the order that is wanted, over the last round of queries: 1 is that order.',
  form: 'lines',
  readout: [{ name: 'Order found lately', line: 'order' }],
  isPerInstance: false,
})

export const lookUps: readonly Timeline[] = [threads, lines, latency, operations, answers, error, order]
