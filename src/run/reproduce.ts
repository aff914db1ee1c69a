/** Runs a paper's experiment with several seeds: its first two arms are the baseline and the mechanism. */
import type { Experiment } from '../experiment/document.ts'
import { type Claimed, figuresOf, reproductionPoints, type SeedFigures } from '../experiment/reproduction.ts'
import type { MetricValues } from '../kernel/metric.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { measurePoint } from './measure-point.ts'
import type { Shelf } from './shelf.ts'

export function reproduce(
  document: Experiment,
  claimed: Claimed,
  seeds: readonly number[],
  shelf: Shelf,
): Result<readonly SeedFigures[]> {
  const points = reproductionPoints(document, seeds)
  const metrics: MetricValues[] = []
  for (const point of points) {
    const { summary, problem } = measurePoint(document, point, shelf)
    if (summary === null) return failure(...(problem ? [problem] : []))
    metrics.push(summary.metrics)
  }
  const figures = figuresOf(document, claimed, points, (point, metric) => metrics[point][metric]?.value ?? null)
  return figures.length < seeds.length ? failure(noFigure(claimed.metric)) : success(figures)
}

const noFigure = (metric: string): Problem => ({
  code: 'no-figure',
  message: `A run has no figure “${metric}” above 0.`,
  remedy: 'Ask for more requests, or another metric.',
})
