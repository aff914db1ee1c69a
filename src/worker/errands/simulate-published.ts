/** Published points beside simulated ones, a point after the other. */
import { readPoints } from '../../fidelity/published-points.ts'
import { type Result, success } from '../../kernel/problem.ts'
import { type SimulatedPoint, simulatePublished, spreadsOf } from '../../run/published.ts'
import type { PublishedSummary } from '../asked/accuracy.ts'
import type { Hands } from './errand.ts'

/** Null when it is wanted no more. */
export async function publishedSummary(
  { breathe, tell, isWanted }: Hands<{ readonly done: number; readonly of: number }>,
  name: string,
  text: string,
): Promise<Result<PublishedSummary | null>> {
  const read = readPoints(name, text)
  if (!read.ok) return read
  const { points, leftOut } = read.value
  const notes = leftOut.map(({ reason, rows, line }) => `${rows} left out, the first in line ${line}: ${reason}`)
  const simulated: SimulatedPoint[] = []
  let done = 0
  for (const point of simulatePublished(points, ({ line }, { message }) => notes.push(`line ${line}: ${message}`))) {
    if (point !== null) simulated.push(point)
    tell({ done: ++done, of: points.length })
    await breathe()
    if (!isWanted()) return success(null)
  }
  return success({
    spreads: spreadsOf(simulated),
    marks: simulated
      .filter(({ metric }) => metric !== 'throughput')
      .map(({ line, measured, simulated: predicted, metric }) => ({ line, measured, predicted, group: metric })),
    notes,
  })
}
