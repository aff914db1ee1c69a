/** What a file is, told from its beginning and never from its name. */
import type { Problem } from '../../kernel/problem.ts'
import { grouped } from '../arrival-table.ts'
import type { Head } from './head.ts'
import type { IncomingContent, IncomingKind } from './kind.ts'

/** All kinds that the file could be, in the order of the registry, general ones last. */
export function recognise<Content extends IncomingContent>(
  kinds: readonly IncomingKind<Content>[],
  head: Head,
): readonly IncomingKind<Content>[] {
  const possible = kinds.filter((kind) => kind.recognises(head))
  const particular = possible.filter(({ isGeneral }) => !isGeneral)
  const general = possible.filter(({ isGeneral, what }) => isGeneral && !particular.some((one) => one.what === what))
  return [...particular, ...general]
}

export const isBlank = ({ text }: Head): boolean => text.trim() === ''

export const emptyFile = (name: string, known: string): Problem => ({
  code: 'file-empty',
  message: `${name} is empty: no line with text in it.`,
  remedy: `Choose one of these: ${known}.`,
})

/** Shows what was seen of the file, so that a person finds out what it is. */
export const unrecognised = (name: string, head: Head, known: string): Problem => ({
  code: 'file-unrecognised',
  message: `${name} is in none of the known formats: ${seenIn(head)}.`,
  remedy: `Use one of these: ${known}; a CSV needs a header that names its columns.`,
})

function seenIn(head: Head): string {
  const start = head.text.trimStart()
  const odd = countControlCharacters(start)
  if (odd > 0)
    return `${grouped(odd)} of its first ${grouped(start.length)} characters are no text, so it is probably a binary or compressed file`
  const keys = Object.keys(head.first ?? {})
  if (keys.length > 0)
    return `it is JSON with ${keys.slice(0, 8).map(shortened).join(', ')}${keys.length > 8 ? ' …' : ''}`
  return `its first line is “${shortened(start.split('\n', 1)[0].trim())}”`
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Characters that no text file holds: controls other than tab and line ends, and the mark of undecodable bytes. */
function countControlCharacters(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) count++
  }
  return count
}
