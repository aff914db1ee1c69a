/** Everything that can be done or found, as one kind of thing: the box lists it, help prints it, keys run it. */
import type { Lab } from '../../store/lab-context.tsx'

export interface Command {
  readonly id: string
  /** English; the box says it. */
  readonly title: string
  /** What stands beside it in the box: its kind, or where it leads. */
  readonly group: string
  /** Other words that find it. */
  readonly also?: string
  /** Its keys as a person reads them; `whileTimeline` ones act only while a timeline has the focus. */
  readonly keys?: string
  run(lab: Lab): void
}

/** What a query is held against. */
export type Named = Pick<Command, 'title' | 'group' | 'also'>

/**
 * Those that have every word of the query, best first: words that begin the title, then words that begin one of its words,
 * then the rest; equals keep their order.
 */
export function matching<T extends Named>(commands: readonly T[], query: string): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return commands
  return commands
    .map((command) => ({ command, rank: rankOf(command, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command)
}

function rankOf({ title, group, also = '' }: Named, words: readonly string[]): number {
  const name = title.toLowerCase()
  const all = `${name} ${group.toLowerCase()} ${also.toLowerCase()}`
  if (!words.every((word) => all.includes(word))) return 0
  if (name.startsWith(words.join(' '))) return 3
  return words.every((word) => ` ${name}`.includes(` ${word}`)) ? 2 : 1
}
