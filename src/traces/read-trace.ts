/**
 * Reads a trace from text in pieces, where nothing but a trace is wanted; what could be anything goes through run/incoming.
 *
 * What a person can cause comes back as a Problem: an empty file, one that no format knows, one without a usable row.
 */
import { failure, type Result } from '../kernel/problem.ts'
import type { Trace } from './arrivals.ts'
import { formats } from './formats/index.ts'
import { openIncoming, type Pieces } from './incoming/open-incoming.ts'
import { emptyFile, isBlank, unrecognised } from './incoming/recognise.ts'

/** `name` is what the data are called, usually the file's name. Pieces may be cut anywhere. */
export async function readTrace(name: string, pieces: Pieces): Promise<Result<Trace>> {
  const opened = await openIncoming(formats, pieces)
  const [format] = opened.possible
  if (format !== undefined) return opened.readAs(format, name)
  const known = formats.map(({ title }) => title).join(', ')
  return failure(isBlank(opened.head) ? emptyFile(name, known) : unrecognised(name, opened.head, known))
}
