/**
 * Reads whatever was dropped, pasted or named, once: recognised by its content among all kinds, or told plainly what it is instead of
 * what was wanted, or what was seen of it.
 */
import { failure, type Problem, type Result, success } from '../../kernel/problem.ts'
import { openIncoming, type Pieces } from '../../traces/incoming/open-incoming.ts'
import { emptyFile, isBlank, unrecognised } from '../../traces/incoming/recognise.ts'
import type { AnyKind, ContentOf, Incoming, What } from './content.ts'
import { incomingKinds } from './index.ts'
import { uses } from './uses.ts'

/** A kind, without its reader. */
export interface KindName {
  readonly id: string
  readonly title: string
  readonly what: What
}

export interface Wish<W extends What = What> {
  /** What can be used where the file came to; anything else is refused with words on where it belongs. All where absent. */
  readonly wanted?: readonly W[]
  /** Of several that it could be, the first of these that it is. */
  readonly preferred?: readonly What[]
  /** The kind that a person chose of them. */
  readonly as?: string
  /** Bytes or characters of it, and the most that are taken of a measurement. */
  readonly size?: { readonly is: number; readonly most: number }
  readonly door: 'page' | 'command line'
}

export interface Read<Content extends Incoming> {
  readonly kind: KindName
  /** What else it could be. */
  readonly others: readonly KindName[]
  readonly content: Content
}

export async function readIncoming<W extends What = What>(
  name: string,
  pieces: Pieces,
  wish: Wish<W>,
): Promise<Result<Read<ContentOf<W>>>> {
  const opened = await openIncoming(incomingKinds, pieces)
  const { possible } = opened
  const known = knownTo(wish)
  if (possible.length === 0)
    return failure(isBlank(opened.head) ? emptyFile(name, known) : unrecognised(name, opened.head, known))
  const kind = chosen(possible, wish)
  if (kind === null) return failure(misplaced(name, possible[0], wish.door))
  if (wish.size && wish.size.is > wish.size.most && !STREAMED.includes(kind.what))
    return failure(tooLarge(name, kind, wish.size.most))
  const read = await opened.readAs(kind, name)
  if (!read.ok) return read
  return success({
    kind: nameOf(kind),
    others: possible.filter((one) => one !== kind).map(nameOf),
    content: read.value as ContentOf<W>, // `chosen` has seen to it
  })
}

/** Read row by row, whatever their size. */
const STREAMED: readonly What[] = ['trace']

function chosen(possible: readonly AnyKind[], { wanted, preferred = [], as }: Wish): AnyKind | null {
  const usable = wanted ? possible.filter(({ what }) => wanted.includes(what)) : possible
  return (
    usable.find(({ id }) => id === as) ??
    preferred.flatMap((what) => usable.filter((kind) => kind.what === what))[0] ??
    usable[0] ??
    null
  )
}

export const nameOf = ({ id, title, what }: AnyKind): KindName => ({ id, title, what })

export const kindNames = (): readonly KindName[] => incomingKinds.map(nameOf)

/** What could have come, in a sentence: measured kernels, of which there are many alike, as one. A terminal gets one line. */
function knownTo({ wanted, door }: Wish): string {
  if (wanted === undefined && door === 'command line') return 'what tokenscope read lists'
  const kinds = incomingKinds.filter(({ what }) => wanted?.includes(what) ?? true)
  const titles = kinds.map(({ what, title }) => (what === 'kernels' ? 'Measured kernels (CSV)' : title))
  return [...new Set(titles)].join('; ')
}

const misplaced = (name: string, { title, what }: AnyKind, door: Wish['door']): Problem => ({
  code: 'file-of-another-kind',
  message: `${name} is ${uses[what].title} (${title}), which is of no use here.`,
  remedy: door === 'page' ? uses[what].onPage : uses[what].onCommandLine,
})

const tooLarge = (name: string, { title, what }: AnyKind, most: number): Problem => ({
  code: 'file-too-large',
  message: `${name} was recognised as ${title} and is larger than ${Math.round(most / 1e6)} MB.`,
  remedy: `Use the command line. ${uses[what].onCommandLine}`,
})
