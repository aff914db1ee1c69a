/** A file of the command line, read by the registry of incoming kinds: what it is and what it holds is the same as on the page. */
import { type Result, success } from '../kernel/problem.ts'
import type { ContentOf, What } from '../run/incoming/content.ts'
import { type Read, readIncoming } from '../run/incoming/read-incoming.ts'
import { openText, whileReading } from './source-file.ts'
import type { Terminal } from './terminal.ts'

/** `wanted`: what the command can use, the first that the file could be; anything where absent. */
export async function readIncomingFile<W extends What = What>(
  file: string,
  terminal: Pick<Terminal, 'note'>,
  wanted?: readonly W[],
): Promise<Result<Read<ContentOf<W>>>> {
  const opened = await openText(file)
  if (!opened.ok) return opened
  const wish = { ...(wanted && { wanted, preferred: wanted }), door: 'command line' } as const
  const read = await whileReading(file, () => readIncoming(nameOf(file), opened.value.pieces, wish))
  if (!read.ok) return read
  // Of a file that could not be read, what it is says more than which of its bytes are no text.
  for (const problem of opened.value.problems()) terminal.note(problem)
  return success(read.value)
}

/** What the page calls a dropped file: its name without folders, so that both make the same link. */
export const nameOf = (file: string): string => (file === '-' ? 'standard input' : (file.split(/[/\\]/).at(-1) ?? file))
