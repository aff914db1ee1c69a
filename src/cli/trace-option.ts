/** `--trace FILE`: the trace is put on the shelf, and the experiment replays it. */

import { MOST_REQUESTS } from '../engines/serving/roles/workload/request-limit.ts'
import { dataEdits } from '../experiment/data-edits.ts'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import type { Shelf } from '../run/shelf.ts'
import { readIncomingFile } from './incoming-file.ts'
import type { Terminal } from './terminal.ts'

export async function withTrace(
  document: Experiment,
  file: string | undefined,
  shelf: Shelf,
  terminal: Terminal,
): Promise<Result<Experiment>> {
  if (file === undefined) return success(document)
  const read = await readIncomingFile(file, terminal, ['trace'])
  if (!read.ok) return read
  const { table, report } = read.value.content
  shelf.put(table)
  for (const { reason, rows, firstLine } of report.dropped) {
    const message = `${rows} of ${report.rows} rows of ${report.title} were dropped, the first in line ${firstLine}: ${reason}.`
    terminal.note({ code: 'rows-dropped', message, remedy: '' })
  }
  if (table.length > MOST_REQUESTS) {
    const message = `Of the ${table.length} rows of ${table.title} the first ${MOST_REQUESTS} are replayed: a run has no more requests.`
    terminal.note({ code: 'rows-cut', message, remedy: '' })
  }
  const data = document.data ?? {}
  // The experiment names this very trace: it was only missing.
  if (Object.values(data).some(({ hash }) => hash === table.hash)) return success(document)
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const reference = { title: table.title, rows: table.length, hash: table.hash }
  const edits = dataEdits(document, engine.value.describe(), { kind: 'arrivals', reference })
  if (edits === null) return failure(noPlace)
  return success(Object.entries(edits).reduce((changed, [path, value]) => edit(changed, path, value), document))
}

const noPlace: Problem = {
  code: 'no-place-for-trace',
  message: 'The trace was read, and this experiment has no workload that replays one.',
  remedy: 'Use it with an experiment of the serving engine.',
}
