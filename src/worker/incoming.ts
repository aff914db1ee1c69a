/** A file or a text that came to the page, as text in pieces, to what reads it. Loaded with the first one. */
import { createTextReader, pastedProblems, type TextReader } from '../experiment/text-of-bytes.ts'
import { type Result, success } from '../kernel/problem.ts'
import { type IncomingRead, plainOf } from '../run/incoming/plain.ts'
import { readIncoming } from '../run/incoming/read-incoming.ts'
import type { Shelf } from '../run/shelf.ts'
import type { IncomingWish } from './api.ts'

/** Bytes of a measurement, which goes back to the page as one text: larger ones belong on the command line. */
const LARGEST_MEASUREMENT = 50_000_000

export async function readDropped(
  name: string,
  source: Blob | string,
  wish: IncomingWish = {},
  shelf: Shelf,
): Promise<Result<IncomingRead>> {
  const reader = createTextReader()
  const isText = typeof source === 'string'
  const read = await readIncoming(name, isText ? [source] : piecesOf(source, reader), {
    ...wish,
    size: { is: isText ? source.length : source.size, most: LARGEST_MEASUREMENT },
    door: 'page',
  })
  if (!read.ok) return read
  return success(plainOf(read.value, shelf, isText ? pastedProblems(name, source) : reader.problems(name)))
}

/** Text of a file piece by piece: 1 MiB at a time. */
async function* piecesOf(blob: Blob, reader: TextReader): AsyncGenerator<string> {
  const size = 1 << 20
  for (let at = 0; at < blob.size; at += size) {
    yield reader.push(new Uint8Array(await blob.slice(at, at + size).arrayBuffer()))
  }
  yield reader.end()
}
