/** End-to-end figures that others published, one metric a row. */
import { readPoints } from '../../fidelity/published-points.ts'
import { success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingPoints } from './content.ts'

export const publishedPoints: IncomingKind<IncomingPoints> = {
  id: 'published-points',
  title: 'Published points (CSV)',
  what: 'points',
  recognises: ({ fields }) => fields.includes('concurrency_or_rate'),
  read: (name) =>
    readWhole({
      ...{ name, title: publishedPoints.title, most: 50_000_000 },
      read(text) {
        const read = readPoints(name, text)
        if (!read.ok) return read
        const { points, leftOut } = read.value
        const rows = { kept: points.length, refused: leftOut.reduce((sum, one) => sum + one.rows, 0) }
        return success({ what: 'points', rows, text, file: read.value })
      },
    }),
}
