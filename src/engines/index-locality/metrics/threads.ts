/** What threads cost each other. */
import { defineMetric, ratio } from './run-facts.ts'

export const waits = defineMetric({
  id: 'waits',
  label: 'Waits for a lock',
  unit: 'fraction',
  better: 'lower',
  help: 'Times that a thread had to wait for a lock, per operation.',
  of: ({ run, operations }) => (run.subject.threads < 2 ? null : { value: ratio(run.books.waits, operations) }),
})

export const restarts = defineMetric({
  id: 'restarts',
  label: 'Starts again',
  unit: 'fraction',
  better: 'lower',
  help: 'Times that an operation went from the top again since what it had seen had changed, per operation.',
  of: ({ run, operations }) => (run.subject.threads < 2 ? null : { value: ratio(run.books.restarts, operations) }),
})

export const memoryUsed = defineMetric({
  id: 'memory',
  label: 'Memory used',
  unit: 'bytes',
  better: 'lower',
  help: 'What the structures take, to the end of the run.',
  of: ({ run }) => ({ value: run.arena.usedCells * 8 }),
})
