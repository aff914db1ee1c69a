/** Personalised PageRank to the last digits, by going on until less than a hundred-millionth of the mass is under way: the truth. */
import type { Graph } from '../../../contracts/estimator.ts'

const LEFT = 1e-8

export function exactly({ vertices, neighbours }: Graph, source: number, stop: number): Float64Array {
  const rank = new Float64Array(vertices)
  let mass = new Float64Array(vertices)
  mass[source] = 1
  for (let left = 1; left > LEFT; left *= 1 - stop) {
    const next = new Float64Array(vertices)
    for (let v = 0; v < vertices; v++) {
      if (mass[v] === 0) continue
      rank[v] += stop * mass[v]
      const share = ((1 - stop) * mass[v]) / neighbours[v].length
      for (const other of neighbours[v]) next[other] += share
    }
    mass = next
  }
  return rank
}
