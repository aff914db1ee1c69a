/** The document a command works on: of a link, of a file, or the default one, then changed by the options. */
import { firstManifest } from '../engines/registry.ts'
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment } from '../experiment/document.ts'
import { openLink } from '../experiment/link.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineIds, openEngine, unknownEngine } from '../run/engines.ts'
import type { Shelf } from '../run/shelf.ts'
import type { Input } from './command.ts'
import { readIncomingFile } from './incoming-file.ts'
import { withModel } from './model-option.ts'
import { withRecording } from './recording-option.ts'
import { setAll } from './set-option.ts'
import type { Terminal } from './terminal.ts'
import { withTrace } from './trace-option.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

/** Options that every command with a document takes. */
export const documentOptions = {
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  engine: { type: 'string' },
  recording: { type: 'string' },
  model: { type: 'string' },
} as const

export const engineHelp = { option: '--engine ID', help: `${engineIds.join(' or ')}, where no experiment is given` }

export const documentHelp = [
  {
    option: '--set PATH=VALUE',
    help: 'change a knob, as in a link: workload.rate=12, scheduler=fcfs; may be repeated',
  },
  { option: '--seed N', help: 'another seed' },
  {
    option: '--recording FILE',
    help: 'follow a recording of acceptance, experts, denoising steps or KV errors (JSON)',
  },
  { option: '--model NAME', help: 'another model: one of the catalogue, or the FILE of its config.json' },
  engineHelp,
]

export async function loadDocument(input: Input, shelf: Shelf, terminal: Terminal): Promise<Result<Experiment>> {
  const read = await readSource(input.positionals[0], input.text('engine'), terminal)
  if (!read.ok) return read
  const { id } = read.value.engine
  if (!engineIds.includes(id)) return failure(unknownEngine(id))
  const asked = input.text('engine')
  if (asked !== undefined && asked !== id) return failure(otherEngine(asked, id))
  await openEngine(id)
  const seeded = withSeed(read.value, input.text('seed'))
  if (!seeded.ok) return seeded
  const modelled = await withModel(seeded.value, input.text('model'), terminal)
  if (!modelled.ok) return modelled
  const traced = await withTrace(modelled.value, input.text('trace'), shelf, terminal)
  if (!traced.ok) return traced
  const followed = await withRecording(traced.value, input.text('recording'), shelf, terminal)
  return followed.ok ? setAll(followed.value, input.list('set')) : followed
}

async function readSource(
  source: string | undefined,
  engine: string | undefined,
  terminal: Terminal,
): Promise<Result<Experiment>> {
  if (source === undefined) {
    const id = engine ?? firstManifest.id
    if (!engineIds.includes(id)) return failure(unknownEngine(id))
    await openEngine(id)
    return success(defaultExperiment(id))
  }
  if (isLink(source)) {
    if (!/[#?=]/.test(source)) return failure(noFragment(source))
    const { document, problems } = await openLink(source)
    for (const problem of problems) terminal.note(problem)
    return success(document)
  }
  const read = await readIncomingFile(source, terminal, ['experiment'])
  if (!read.ok) return read
  const { content } = read.value
  for (const problem of content.problems) terminal.note(problem)
  return success(content.document)
}

/** `https://host/#/lab?v=1…`, and the fragment alone as `link` prints it. A file of such a name is given as ./name. */
const isLink = (source: string): boolean => /^(https?:|#|\?|v=\d)/.test(source)

const otherEngine = (asked: string, id: string): Problem => ({
  code: 'option-unfit',
  message: `--engine is ${asked.slice(0, 40)}, and the experiment is one of the ${id} engine.`,
  remedy: 'Leave --engine out: an experiment names its own.',
})

const noFragment = (source: string): Problem => ({
  code: 'link-without-experiment',
  message: `The address ${source} holds no experiment: nothing follows a #.`,
  remedy: 'Copy the whole link, in quotes; or give a file. Nothing is downloaded.',
})

function withSeed(document: Experiment, text: string | undefined): Result<Experiment> {
  if (text === undefined) return success(document)
  const seed = wholeNumber(text)
  return seed === null ? failure(notWhole('--seed', text)) : success({ ...document, seed })
}
