/**
 * Measures points of a document in a worker of the pool, one at a time. The list of points is made once a document.
 */
import type { Experiment } from '../experiment/document.ts'
import { type Point, pointsOf } from '../experiment/points.ts'
import { InvariantError } from '../kernel/problem.ts'
import { openEngine } from '../run/engines.ts'
import { Shelf } from '../run/shelf.ts'
import type { PointWorker } from './api.ts'
import { createDesk } from './errands/errand.ts'
import { errands } from './errands/index.ts'
import type { LabOptions } from './lab.ts'
import { measuring } from './measuring.ts'

export function createPointWorker({ clock, breathe, fetchFile }: LabOptions): PointWorker {
  const hands = { clock, breathe, shelf: new Shelf(fetchFile) }
  const { measure } = measuring(hands)
  let loaded: { readonly document: Experiment; readonly points: readonly Point[] } | null = null
  return {
    async loadPoints({ document, tables }) {
      for (const table of tables) hands.shelf.put(table)
      await openEngine(document.engine.id)
      loaded = { document, points: pointsOf(document).points }
    },
    async measurePoint(place) {
      const point = loaded?.points[place]
      if (!loaded || !point) throw new InvariantError(`point ${place} of ${loaded?.points.length ?? 0} was asked for`)
      return measure(loaded.document, point)
    },
    errand: createDesk(errands, hands).errand,
    isAlive: async () => true,
  }
}
