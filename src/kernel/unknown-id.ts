/** An id that nobody knows is an error everywhere, in the same words: what it was to be, and which there are. */
import { nearMatches } from './near-matches.ts'
import type { Problem } from './problem.ts'

export interface UnknownId {
  /** What it was to name: `engine`, `paper`. */
  readonly what: string
  readonly id: string
  readonly known: readonly string[]
  /** The field of the document that has it. */
  readonly path?: string
}

/** More names nobody reads. */
const MOST_NAMED = 24

/** Names the known ones, those first that are spelled like it. */
export function unknownId({ what, id, known, path }: UnknownId): Problem {
  const near = nearMatches(id, known)
  const named = [...near, ...known.filter((one) => !near.includes(one))]
  const left = named.length - MOST_NAMED
  const list = `${named.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`
  return {
    code: `${what}-unknown`,
    message: `There is no ${what} “${id.slice(0, 80)}”.`,
    remedy: `${near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `}${known.length === 0 ? 'There are none.' : `Known: ${list}.`}`,
    ...(path !== undefined && { path }),
  }
}
