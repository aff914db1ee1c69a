/** The project with all that docs/adding-things.md adds, loaded into this process once for all test files that a worker runs. */
import type { commandLine } from '../../src/cli/command-line.ts'
import type { openLink } from '../../src/experiment/link.ts'
import type { createLab } from '../../src/worker/lab.ts'
import { type Cli, listening } from '../cli/in-process.ts'
import * as additions from './additions.ts'
import { loadChanged } from './changed-sources.ts'
import { addQueue } from './with-queue.ts'

export interface WithAdditions {
  /** Its command line. */
  readonly cli: Cli
  /** The door of its page: what the worker answers. */
  readonly createLab: typeof createLab
  readonly openLink: typeof openLink
}

const ENTRY = `export { commandLine } from './cli/command-line.ts'
export { openLink } from './experiment/link.ts'
export { createLab } from './worker/lab.ts'
`
const { addDecoder, addDraftLength, addFormat, addMetric, addQuestion, addScheduler, nameQuestion } = additions
const all = [addScheduler, addMetric, addQuestion, nameQuestion, addFormat, addDraftLength, addDecoder, addQueue]

interface Exported extends Omit<WithAdditions, 'cli'> {
  readonly commandLine: typeof commandLine
}

async function load(): Promise<WithAdditions> {
  const program = await loadChanged('with-additions', ENTRY, (sources) => {
    for (const add of all) add(sources)
  })
  const { commandLine: run, ...rest } = program as Exported
  return { ...rest, cli: listening(run) }
}

let loaded: Promise<WithAdditions> | null = null

export function withAdditions(): Promise<WithAdditions> {
  loaded ??= load()
  return loaded
}
