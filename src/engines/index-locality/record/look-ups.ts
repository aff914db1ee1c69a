/**
 * What a look-up costs by how much a structure holds: the experiment's own structure with fewer and fewer entries, asked for nothing but
 * look-ups, on the caches and by the threads of the experiment.
 */
import type { ArtefactWork, LookUpRow } from '../../../kernel/artefacts.ts'
import type { ArtefactContext } from '../../../kernel/engine.ts'
import { failure, type Problem, type Result, success } from '../../../kernel/problem.ts'
import { createNullRecorder } from '../../../kernel/recorder.ts'
import { picked } from '../../../schema/choice.ts'
import { Source } from '../memory/hierarchy.ts'
import { subjects } from '../roles/subject/index.ts'
import { checkLocality } from '../set-up/check.ts'
import type { LocalitySetup } from '../set-up/schema.ts'
import { LocalitySimulation } from '../simulation.ts'

/** Steps in a piece of the work: some milliseconds. */
const STEPS = 20_000

export function recordLookUps(setup: LocalitySetup, { draws }: ArtefactContext): Result<ArtefactWork> {
  const errors = checkLocality(setup).problems.filter(({ severity }) => severity !== 'notice')
  if (errors.length > 0) return failure(...errors)
  const { definition, knobs } = picked(subjects, setup.subject)
  const sizes = definition.sizes?.(knobs)
  if (sizes === undefined) return failure(holdsNoEntries(definition.title))
  const rows: LookUpRow[] = []
  let run: LocalitySimulation | null = null
  return success({
    advance() {
      const { structure, entries, knobs: chosen } = sizes[rows.length]
      run ??= new LocalitySimulation({ ...setup, subject: { id: setup.subject.id, knobs: chosen } } as LocalitySetup, {
        draws,
        recorder: createNullRecorder(),
      })
      if (run.advance(Number.POSITIVE_INFINITY, STEPS) === 'done') {
        rows.push({ domain: structure, entries, ...measuredIn(run) })
        run = null
      }
      return (rows.length + (run?.share ?? 0)) / sizes.length
    },
    value: () => rows,
  })
}

function measuredIn({ books }: LocalitySimulation): Omit<LookUpRow, 'domain' | 'entries'> {
  const { lines, counted } = books
  const missed = lines[Source.last] + lines[Source.core] + lines[Source.memory]
  return { lookUps: counted, time: books.latency().mean, missed: missed / counted }
}

const holdsNoEntries = (title: string): Problem => ({
  code: 'no-entries',
  message: `“${title}” has no structure whose entries are looked up by their keys.`,
  remedy: 'Choose keys in order as what is looked up.',
  path: 'setup.subject',
})
