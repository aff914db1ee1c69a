/** One kind's own reader on a whole text, without recognition. */
import type { Result } from '../../src/kernel/problem.ts'
import type { IncomingContent, IncomingKind } from '../../src/traces/incoming/kind.ts'

export async function readAs<Content extends IncomingContent>(
  kind: IncomingKind<Content>,
  name: string,
  text: string,
): Promise<Result<Content>> {
  const reader = kind.read(name)
  reader.push(text)
  return reader.end()
}
