/** `record`: what a tokens experiment gives for others to follow, written to a file. */
import { writeFile } from 'node:fs/promises'
import { engineIds, manifestOf, openManifests } from '../engines/registry.ts'
import type { ArtefactKind } from '../kernel/artefacts.ts'
import { failure, type Problem, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import { recordDocument } from '../run/artefacts.ts'
import { recordingText } from '../traces/recordings/own-format.ts'
import type { Command } from './command.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'
import { openShelf } from './model-files.ts'
import { isSystemError, reasonOf } from './source-file.ts'

const kinds: Readonly<Record<ArtefactKind, string>> = {
  acceptance: 'chance of acceptance at every position, for a draft model',
  gates: 'experts of every token and layer, for the mixture (--set target=moe)',
  denoising: 'denoising steps of every block, for diffusion (--set decoder=diffusion)',
  'look-ups': 'time and missed lines of a look-up by entries, for an experiment on keys (--engine index-locality)',
  'kv-error': 'loss and KL divergence of the chosen KV format and retention against the whole cache',
}

export const recordCommand: Command = {
  name: 'record',
  synopsis: 'KIND [FILE|URL] [--out FILE] [--set PATH=VALUE …] [--seed N]',
  summary: 'Records what real models do in a tokens experiment, as JSON that a serving experiment can follow.',
  options: [
    ...Object.entries(kinds).map(([option, help]) => ({ option, help })),
    { option: '--out FILE', help: 'write there and not to standard output' },
    ...documentHelp,
  ],
  parse: { ...documentOptions, out: { type: 'string' } },
  most: 2,
  async run(input, terminal) {
    const [kind, ...source] = input.positionals
    if (!Object.hasOwn(kinds, kind ?? '')) return failure(noKind(kind))
    const shelf = openShelf()
    // Without an experiment it is the default one of an engine that records the kind.
    await openManifests()
    const engine = engineIds.find((id) => manifestOf(id)?.records?.includes(kind))
    const loaded = await loadDocument(source.length > 0 ? input.of(source) : input.of([], { engine }), shelf, terminal)
    if (!loaded.ok) return loaded
    const patience = {
      breathe: async () => undefined,
      onShare: (share: number) => terminal.progress(`${Math.floor(share * 100)} %`),
      isWanted: () => true,
    }
    const made = await recordDocument(loaded.value, kind as ArtefactKind, shelf, patience)
    terminal.endProgress()
    if (!made.ok) return made
    const text = recordingText(kind as ArtefactKind, loaded.value.title, made.value ?? [])
    const file = input.text('out')
    if (file === undefined) {
      terminal.write(text)
      return success(null)
    }
    try {
      await writeFile(file, text)
    } catch (error) {
      if (!isSystemError(error)) throw error
      return failure({
        code: 'file-unwritable',
        message: `${file} cannot be written: ${reasonOf(error)}.`,
        remedy: 'Check the folder, and that you may write there.',
      })
    }
    return success(null)
  },
}

const noKind = (kind: string | undefined): Problem =>
  kind === undefined
    ? { code: 'argument-missing', message: 'record needs a kind.', remedy: `Known: ${Object.keys(kinds).join(', ')}.` }
    : unknownId({ what: 'kind', id: kind, known: Object.keys(kinds) })
