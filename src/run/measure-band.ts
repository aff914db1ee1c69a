/** The band of a document's arms: every draw as a run without tracks, one after the other. */
import { type Band, type BandKnob, bandDocument, bandsOf } from '../experiment/band.ts'
import type { Experiment } from '../experiment/document.ts'
import { pointsOf } from '../experiment/points.ts'
import type { MetricValues } from '../kernel/metric.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { measurePoint } from './measure-point.ts'
import type { Shelf } from './shelf.ts'

export type ArmBands = Readonly<Record<string, Readonly<Record<string, Band>>>>

export function measureBand(
  document: Experiment,
  knob: BandKnob,
  shelf: Shelf,
  onProgress: (done: number, of: number) => void = () => undefined,
): Result<ArmBands> {
  const drawn = bandDocument(document, knob)
  const { points } = pointsOf(drawn)
  const values = new Map<string, MetricValues[]>()
  for (const [done, point] of points.entries()) {
    onProgress(done, points.length)
    const { summary, problem } = measurePoint(drawn, point, shelf)
    if (summary === null) return failure(...(problem ? [problem] : []))
    const draws = values.get(point.arm) ?? []
    draws.push(summary.metrics)
    values.set(point.arm, draws)
  }
  return success(Object.fromEntries([...values].map(([arm, draws]) => [arm, bandsOf(draws)])))
}
