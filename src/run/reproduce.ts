/** Runs a paper's experiment with several seeds: its first two arms are the baseline and the mechanism. */
import type { Experiment } from '../experiment/document.ts'
import { pointsOf } from '../experiment/points.ts'
import type { SeedPair } from '../experiment/reproduction.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { measurePoint } from './measure-point.ts'
import type { Shelf } from './shelf.ts'

export function reproduce(
  document: Experiment,
  metric: string,
  seeds: readonly number[],
  shelf: Shelf,
): Result<readonly SeedPair[]> {
  const [baseline, mechanism] = Object.keys(document.arms)
  const values = new Map<string, number>()
  for (const point of pointsOf(document, seeds).points) {
    if (point.arm !== baseline && point.arm !== mechanism) continue
    const { summary, problem } = measurePoint(document, point, shelf)
    if (summary === null) return failure(...(problem ? [problem] : []))
    const value = summary.metrics.find(({ id }) => id === metric)?.value
    if (!(value !== undefined && value !== null && value > 0)) return failure(noFigure(metric))
    values.set(`${point.arm} ${point.seed}`, value)
  }
  return success(
    seeds.map((seed) => ({
      seed,
      baseline: values.get(`${baseline} ${seed}`) ?? Number.NaN,
      mechanism: values.get(`${mechanism} ${seed}`) ?? Number.NaN,
    })),
  )
}

const noFigure = (metric: string): Problem => ({
  code: 'no-figure',
  message: `The run has no figure “${metric}” above 0.`,
  remedy: 'Ask for more requests, or another metric.',
})
