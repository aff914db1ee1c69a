/**
 * A graph that grows: every new vertex ties itself to a few that are there, those with many ties first. A few become hubs, as in graphs
 * of pages, people and passages.
 *
 * Source: Barabási and Albert, Emergence of scaling in random networks (Science 286, 1999).
 */
import type { Stream } from '../../../../../kernel/draws.ts'
import type { Graph } from '../../../contracts/estimator.ts'
import type { CountedMemory } from '../../../contracts/memory.ts'

export function grown(memory: CountedMemory, vertices: number, ties: number, stream: Stream): Graph {
  const lists: number[][] = Array.from({ length: vertices }, () => [])
  // Every end of every tie: a vertex is drawn in proportion to the ties it has.
  const ends: number[] = []
  const tie = (one: number, other: number): void => {
    lists[one].push(other)
    lists[other].push(one)
    ends.push(one, other)
  }
  for (let v = 1; v <= ties; v++) for (let other = 0; other < v; other++) tie(v, other)
  for (let v = ties + 1; v < vertices; v++) {
    const chosen = new Set<number>()
    for (let attempt = 0; chosen.size < ties; attempt++)
      chosen.add(ends[Math.floor(stream.at(v, attempt) * ends.length)])
    for (const other of chosen) tie(v, other)
  }
  const neighbours = lists.map((list) => Int32Array.from(list).sort())
  const heads = neighbours.map((list) => {
    const at = memory.allocate(1 + list.length)
    memory.store(at, list.length)
    list.forEach((other, slot) => {
      memory.store(at + 1 + slot, other)
    })
    return at
  })
  return {
    ...{ vertices, neighbours },
    degree: (vertex) => memory.load(heads[vertex]),
    neighbour: (vertex, slot) => memory.load(heads[vertex] + 1 + slot),
  }
}
