/**
 * Opens a file from text in pieces: looks at its beginning and says what it could be, then reads it, once, as what was chosen. Holds the
 * beginning (64 KiB) and what the reader keeps, never the text of a trace.
 */
import type { Result } from '../../kernel/problem.ts'
import { HEAD, type Head, headOf } from './head.ts'
import type { IncomingContent, IncomingKind } from './kind.ts'
import { recognise } from './recognise.ts'

export type Pieces = Iterable<string> | AsyncIterable<string>

export interface Opened<Content extends IncomingContent> {
  readonly head: Head
  /** All that it could be; none where no kind knows it. */
  readonly possible: readonly IncomingKind<Content>[]
  /** Reads the rest; once. */
  readAs(kind: IncomingKind<Content>, name: string): Promise<Result<Content>>
}

export async function openIncoming<Content extends IncomingContent>(
  kinds: readonly IncomingKind<Content>[],
  pieces: Pieces,
): Promise<Opened<Content>> {
  const rest = iteratorOf(pieces)
  let beginning = ''
  let next = await rest.next()
  for (; !next.done; next = await rest.next()) {
    beginning += next.value
    if (beginning.length >= HEAD) break
  }
  const head = headOf(beginning)
  return {
    head,
    possible: recognise(kinds, head),
    async readAs(kind, name) {
      const reader = kind.read(name)
      reader.push(beginning)
      beginning = ''
      if (!next.done) for (next = await rest.next(); !next.done; next = await rest.next()) reader.push(next.value)
      return reader.end()
    },
  }
}

const iteratorOf = (pieces: Pieces): Iterator<string> | AsyncIterator<string> =>
  Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]()
