/** `--recording FILE`: the recording is put on the shelf, and the experiment follows it. */
import { dataEdits } from '../experiment/data-edits.ts'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import type { Shelf } from '../run/shelf.ts'
import { readIncomingFile } from './incoming-file.ts'
import type { Terminal } from './terminal.ts'

export async function withRecording(
  document: Experiment,
  file: string | undefined,
  shelf: Shelf,
  terminal: Terminal,
): Promise<Result<Experiment>> {
  if (file === undefined) return success(document)
  const read = await readIncomingFile(file, terminal, ['recording'])
  if (!read.ok) return read
  const { recording } = read.value.content
  const { kind, title, length, hash } = recording
  shelf.put(recording)
  // The experiment names this very recording: it was only missing.
  if (Object.values(document.data ?? {}).some((data) => data.hash === hash)) return success(document)
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const edits = dataEdits(document, engine.value.describe(), { kind, reference: { title, rows: length, hash } })
  if (edits === null) return failure(noFollower)
  return success(Object.entries(edits).reduce((changed, [path, value]) => edit(changed, path, value), document))
}

const noFollower: Problem = {
  code: 'no-place-for-recording',
  message: 'The recording was read, and nothing in this experiment can follow one.',
  remedy: 'Use it with an experiment of the serving engine.',
}
