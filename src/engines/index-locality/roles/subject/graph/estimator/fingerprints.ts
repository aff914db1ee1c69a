/**
 * Fingerprints: how often short walks from a vertex came by each other one, counted before anybody asks. A walk ends at each vertex with
 * chance c, so it is 1 / c vertices long on average, and  c × visits / walks  estimates the vector without bias.
 *
 * In the arena a fingerprint is a head (how many entries), then entries of a vertex and its count in one cell.
 */
import * as z from 'zod'
import type { Stream } from '../../../../../../kernel/draws.ts'
import type { EstimatorContext } from '../../../../contracts/estimator.ts'
import type { Cell } from '../../../../contracts/memory.ts'

/** An entry is vertex × 2^24 + count: both fit into the 53 bits of a cell. */
const VERTEX = 1 << 24

export const walksKnob = z
  .int()
  .min(1)
  .max(2000)
  .default(100)
  .meta({
    label: 'Walks from a vertex',
    unit: 'walks',
    help: 'More make fingerprints truer, longer to prepare and larger.',
    slider: [10, 500],
    scale: 'log',
  })

export class Fingerprints {
  private readonly heads: readonly Cell[]
  private readonly context: EstimatorContext
  private readonly weight: number
  private readonly stream: Stream

  constructor(context: EstimatorContext, walks: number) {
    this.context = context
    this.stream = context.draws.stream('walks')
    this.weight = context.stop / walks
    const { memory, graph } = context
    const visits = new Int32Array(graph.vertices)
    this.heads = Array.from({ length: graph.vertices }, (_, vertex) => {
      visits.fill(0)
      for (let walk = 0; walk < walks; walk++) this.walk(vertex, vertex * walks + walk, visits)
      let entries = 0
      for (const count of visits) if (count > 0) entries++
      const head = memory.allocate(1 + entries)
      memory.store(head, entries)
      let at = head + 1
      for (let v = 0; v < visits.length; v++) if (visits[v] > 0) memory.store(at++, v * VERTEX + visits[v])
      return head
    })
  }

  /** Adds the fingerprint of a vertex to vectors, each with a weight of its own. */
  addTo(into: readonly Float64Array[], weights: readonly number[], vertex: number): void {
    const { memory } = this.context
    const head = this.heads[vertex]
    const entries = memory.load(head)
    for (let i = 1; i <= entries; i++) {
      const entry = memory.load(head + i)
      const v = Math.floor(entry / VERTEX)
      const estimate = this.weight * (entry - v * VERTEX)
      memory.compute(into.length)
      for (let q = 0; q < into.length; q++) into[q][v] += weights[q] * estimate
    }
  }

  private walk(from: number, key: number, visits: Int32Array): void {
    const { graph, stop } = this.context
    const { stream } = this
    let vertex = from
    for (let step = 0; ; step++) {
      visits[vertex]++
      if (stream.at(key, 2 * step) < stop) return
      const list = graph.neighbours[vertex]
      vertex = list[Math.floor(stream.at(key, 2 * step + 1) * list.length)]
    }
  }
}
