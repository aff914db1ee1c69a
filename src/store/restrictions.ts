/** What a link keeps its reader from changing or seeing: ids of groups of knobs, or paths of single ones. */
import type { View } from '../experiment/document.ts'

export interface Restrictions {
  readonly lock: readonly string[]
  readonly hide: readonly string[]
}

const names = (list: string | undefined): readonly string[] => (list ?? '').split(',').filter((name) => name !== '')

export const restrictionsOf = (view: View | undefined): Restrictions => ({
  lock: names(view?.lock),
  hide: names(view?.hide),
})

/** A group is locked with all its knobs; a path with all below it. */
export const isLocked = ({ lock }: Restrictions, group: string, path: string): boolean =>
  lock.some((name) => name === group || path === name || path.startsWith(`${name}.`))

export const isHidden = ({ hide }: Restrictions, group: string): boolean => hide.includes(group)
