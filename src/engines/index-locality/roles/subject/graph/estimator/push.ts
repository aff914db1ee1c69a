/**
 * Exact steps, of a batch of sources at once: a share c of the mass at a vertex stays, the rest goes on to its neighbours in equal parts.
 * Whoever of the batch has mass at a vertex shares the one look at its neighbours.
 *
 * After T steps  p = Σ over t < T of c (1 − c)^t e P^t,  and what is under way is  (1 − c)^T e P^T.
 *
 * Left out of the count: the vectors of the batch itself, which are small and in use all the time.
 */
import type { Estimator, EstimatorContext } from '../../../../contracts/estimator.ts'
import type { Steps } from '../../../../contracts/operation.ts'

export interface Pushed {
  /** By source: what has stayed, and what is under way. */
  readonly stayed: readonly Float64Array[]
  readonly under: readonly Float64Array[]
  /** Vertices at which anything is under way, in order. */
  readonly frontier: readonly number[]
}

export function* push(
  { graph, memory, stop }: EstimatorContext,
  sources: readonly number[],
  times: number,
  shared: Estimator['shared'],
): Steps<Pushed> {
  const empty = () => sources.map(() => new Float64Array(graph.vertices))
  const stayed = empty()
  let under = empty()
  sources.forEach((source, q) => {
    under[q][source] = 1
  })
  let frontier = frontierOf(under, shared)
  for (let t = 0; t < times; t++) {
    const next = empty()
    for (const vertex of frontier) {
      const degree = graph.degree(vertex)
      const shares = under.map((mass, q) => {
        stayed[q][vertex] += stop * mass[vertex]
        return ((1 - stop) * mass[vertex]) / degree
      })
      for (let slot = 0; slot < degree; slot++) {
        const other = graph.neighbour(vertex, slot)
        memory.compute(sources.length)
        for (let q = 0; q < shares.length; q++) next[q][other] += shares[q]
      }
      yield 'step'
    }
    under = next
    frontier = frontierOf(under, shared)
  }
  return { stayed, under, frontier }
}

function frontierOf(under: readonly Float64Array[], shared: Estimator['shared']): readonly number[] {
  const frontier: number[] = []
  for (let v = 0; v < under[0].length; v++) {
    const users = under.reduce((sum, mass) => sum + (mass[v] > 0 ? 1 : 0), 0)
    if (users === 0) continue
    frontier.push(v)
    shared.together++
    shared.alone += users
  }
  return frontier
}
