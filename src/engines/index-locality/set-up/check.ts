/** What stops a set-up from running, and what is known before it does. */
import type { Fact } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { picked } from '../../../schema/choice.ts'
import { subjects } from '../roles/subject/index.ts'
import type { LocalitySetup } from './schema.ts'

export function checkLocality(setup: LocalitySetup): {
  readonly problems: readonly Problem[]
  readonly facts: readonly Fact[]
} {
  const { cache, latency } = setup
  const problems: Problem[] = []
  if (cache.l2 < cache.l1)
    problems.push({
      code: 'levels-out-of-order',
      message: `The second level has ${cache.l2} KiB and the first one ${cache.l1} KiB: what is further away holds less.`,
      remedy: 'Make the second level at least as large as the first.',
      path: 'setup.cache.l2',
      mend: { label: `Use ${cache.l1} KiB`, edits: { 'setup.cache.l2': cache.l1 } },
    })
  if (latency.memory < latency.l1)
    problems.push({
      code: 'memory-faster-than-cache',
      message: `Memory answers in ${latency.memory} ns and the first level in ${latency.l1} ns: no cache is worth anything.`,
      remedy: 'Choose a longer time for memory, or a shorter one for the first level.',
      path: 'setup.latency.memory',
    })
  const { definition, knobs } = picked(subjects, setup.subject)
  const own = definition.check?.(knobs) ?? { problems: [], facts: [] }
  return { problems: [...problems, ...own.problems], facts: own.facts }
}
