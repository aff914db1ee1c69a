/** Inserts a key with nobody else there: what is loaded before anybody looks, and what other ways of inserting are held against. */
import type { Insertion, OrderedIndex, Place } from '../../../contracts/ordered-index.ts'

export function insertPlainly(index: OrderedIndex, insertion: Insertion): void {
  const { key, height } = insertion
  const place: Place = { node: 0, level: 0 }
  const to: Place = { node: 0, level: 0 }
  index.enter(place)
  for (;;) {
    const way = index.advance(place, key, to)
    if (way !== 'right' && place.level <= height) index.change(place, insertion)
    if (way === 'here') return
    if (way === 'down' && index.isFull?.(to)) index.makeRoom?.(place, to, key)
    place.node = to.node
    place.level = to.level
  }
}
