/**
 * The last experiments of this browser, newest first: title, link, when. Local storage may be full, forbidden, damaged or
 * shared with another tab, and none of that may cost anybody an experiment: what is there is read again before each write and
 * merged, what cannot be written is dropped silently, and the experiment itself is in the address anyway.
 */
import type { Shelf } from './settings.ts'

export interface Recent {
  readonly title: string
  /** Fragment, `#/lab?v=1&…`. */
  readonly link: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export const MOST_RECENTS = 30
/** Longer links hold whole traces: thirty of them would fill the 5 MB a site may keep. */
const LONGEST_LINK = 8000
const KEY = 'tokenscope.recents'

export interface Recents {
  list(): readonly Recent[]
  add(recent: Recent): void
  remove(link: string): void
  clear(): void
}

export function createRecents(shelf: Shelf): Recents {
  const change = (edit: (list: readonly Recent[]) => readonly Recent[]) => write(shelf, edit(read(shelf)))
  return {
    list: () => read(shelf),
    add: (recent) => {
      if (recent.link.length > LONGEST_LINK) return
      change((list) => [recent, ...list.filter(({ link }) => link !== recent.link)].slice(0, MOST_RECENTS))
    },
    remove: (link) => change((list) => list.filter((one) => one.link !== link)),
    clear: () => change(() => []),
  }
}

function read(shelf: Shelf): readonly Recent[] {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, MOST_RECENTS) : []
  } catch {
    return [] // damaged, or storage is forbidden
  }
}

/** Full storage: the oldest half goes and it is tried once more; then this list stays as it was. */
function write(shelf: Shelf, list: readonly Recent[]): void {
  for (const kept of [list, list.slice(0, Math.ceil(list.length / 2))]) {
    try {
      shelf?.setItem(KEY, JSON.stringify(kept))
      return
    } catch {
      // Full or forbidden.
    }
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== 'object' || value === null) return false
  const { title, link, at } = value as Partial<Recent>
  return typeof title === 'string' && typeof link === 'string' && link.startsWith('#/') && typeof at === 'number'
}
