/** Walks when somebody asks: nothing is prepared, and every step of every walk is a look at another place. */
import * as z from 'zod'
import { defineEstimator } from '../../../../contracts/estimator.ts'

export const walksNow = defineEstimator({
  id: 'walks-now',
  role: 'estimator',
  title: 'Walks when asked',
  help: 'Short walks from the source when it is asked for: more walks are truer and take longer.',
  source: 'Fogaras and Rácz 2004',
  knobs: z.strictObject({
    walks: z
      .int()
      .min(1)
      .max(100_000)
      .default(1000)
      .meta({
        label: 'Walks of a query',
        unit: 'walks',
        help: 'More make the answer truer and the query longer.',
        slider: [100, 20_000],
        scale: 'log',
      }),
  }),
  create({ walks }, { graph, memory, draws, stop }) {
    const stream = draws.stream('walksNow')
    return {
      shared: { together: 0, alone: 0 },
      *estimate(sources, batch) {
        const found = sources.map(() => new Float64Array(graph.vertices))
        for (const [q, source] of sources.entries()) {
          for (let walk = 0; walk < walks; walk++) {
            const key = (batch * sources.length + q) * walks + walk
            let vertex = source
            for (let step = 0; ; step++) {
              found[q][vertex] += stop / walks
              memory.compute(2)
              if (stream.at(key, 2 * step) < stop) break
              vertex = graph.neighbour(vertex, Math.floor(stream.at(key, 2 * step + 1) * graph.degree(vertex)))
            }
          }
          yield 'step'
        }
        return found
      },
    }
  },
})
