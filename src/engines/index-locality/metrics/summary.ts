/** Numbers of a run: counts of lines that were really touched, and modelled time made of them. */
import { createDigest } from '../../../kernel/digest.ts'
import type { Summary } from '../../../kernel/engine.ts'
import { valuesOf } from '../../../kernel/metric.ts'
import type { LocalityRun } from '../core/locality-run.ts'
import { sources } from '../memory/hierarchy.ts'
import { metrics } from './index.ts'
import { factsOf } from './run-facts.ts'

export function summarise(run: LocalityRun): Summary {
  const facts = factsOf(run)
  const digest = digestOf(run)
  const ending = run.threads.isDone ? 'drained' : 'running'
  return {
    digest,
    ending,
    metrics: valuesOf(metrics, facts),
    report: {
      digest,
      ending,
      duration: run.now,
      operations: { total: run.subject.operations, ended: run.threads.done, counted: facts.operations },
      lines: Object.fromEntries(sources.map((source, i) => [source, facts.lines[i]])),
      latency: facts.latency,
    },
  }
}

function digestOf({ subject, books, arena, now }: LocalityRun): string {
  const digest = createDigest()
  digest.column(books.timesInOrder)
  digest.column(arena.found)
  subject.digest(digest)
  digest.number(now)
  return digest.hex()
}
