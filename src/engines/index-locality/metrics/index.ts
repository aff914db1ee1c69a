/** The figures of a run in the order in which they are listed: those of every run, then what the subjects bring. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import { subjects } from '../roles/subject/index.ts'
import { coherence, hitRate, linesPerOperation, missesPerOperation } from './lines.ts'
import type { RunFacts } from './run-facts.ts'
import { memoryUsed, restarts, waits } from './threads.ts'
import { meanLatency, tailLatency, throughput } from './time.ts'

/** Figures of a subject are asked only of its own runs. */
const ofSubjects = subjects.flatMap(({ id: subject, metrics: own }) =>
  (own as readonly MetricDefinition<unknown>[]).map(
    ({ of, ...words }): MetricDefinition<RunFacts> => ({
      ...words,
      of: ({ run }) => (run.setup.subject.id === subject ? of(run.subject.kept) : null),
    }),
  ),
)

export const metrics: readonly MetricDefinition<RunFacts>[] = [
  throughput,
  meanLatency,
  tailLatency,
  missesPerOperation,
  linesPerOperation,
  hitRate,
  coherence,
  waits,
  restarts,
  memoryUsed,
  ...ofSubjects,
]
