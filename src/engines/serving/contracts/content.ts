/** What prompts have in common: chains of owners, written by who makes requests and read by who serves them. */
import type { Tokens } from '../../../kernel/units.ts'
import type { RequestId } from './request.ts'

/**
 * Content of a request as a chain of owners: positions from `start` on belong to `owner`. An owner stands for one exact
 * continuation of what comes before it (a system prompt, a session's history, a trace's block), so equal (owner, position)
 * means an equal whole prefix, which is what a chained block hash says. Owners are numbers ≥ 0 from `newOwner` or
 * `ownerOf(kind, key)`.
 */
export interface ContentWriter {
  newOwner(): number
  /** The same number for the same key: `ownerOf('session', 7)`. */
  ownerOf(kind: string, key: number): number
  /** Appends a link for the request being taken: its positions from `start` belong to `owner`. Starts ascend. */
  link(request: RequestId, owner: number, start: Tokens): void
}

/** What a server knows of a prompt's content: which parts of it others have, too. */
export interface ContentReader {
  /** Links of a request in the order of positions, empty where its content is nobody else's. */
  linksOf(request: RequestId): readonly { readonly owner: number; readonly start: Tokens }[]
  /** What it begins with that others may have, too: all but its last link. Null where there is none. */
  prefixOf(request: RequestId): { readonly owner: number; readonly tokens: Tokens } | null
}
