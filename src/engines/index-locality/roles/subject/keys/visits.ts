/** The same structure, and how often a search stood in each of its nodes: what its picture is shaded by. */
import type { Cell } from '../../../contracts/memory.ts'
import type { OrderedIndex } from '../../../contracts/ordered-index.ts'

export function countsVisits(index: OrderedIndex): OrderedIndex & { visits(node: Cell): number } {
  let visits = new Int32Array(1 << 16)
  return Object.assign(Object.create(index) as OrderedIndex, {
    advance(this: OrderedIndex, ...[place, key, to]: Parameters<OrderedIndex['advance']>) {
      if (place.node >= visits.length) {
        const grown = new Int32Array(Math.max(place.node + 1, visits.length * 2))
        grown.set(visits)
        visits = grown
      }
      visits[place.node]++
      return index.advance.call(this, place, key, to) // what it keeps is kept here
    },
    visits: (node: Cell): number => visits[node] ?? 0,
  })
}
