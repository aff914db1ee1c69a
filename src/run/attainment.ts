/** What share of its requests an arm serves within their limits at a rate: a run a seed, however a point is measured. */
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { type Point, pointsOf } from '../experiment/points.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { PointFigures } from './measure-point.ts'
import type { Attainment, Measure } from './rate-search.ts'

export interface RateOf {
  readonly document: Experiment
  readonly arm: string
  /** The knob that is the rate, below `setup`. */
  readonly path: string
}

/** The metric of every engine that judges requests by an objective. */
const ATTAINMENT = 'sloAttainment'

/** For `searchRate`: measures one rate of an arm. */
export function attainmentOf(
  { document, arm, path }: RateOf,
  measure: (document: Experiment, point: Point) => Promise<PointFigures>,
): Measure {
  const plain = edit(document, 'sweep', undefined)
  return async (rate, seeds): Promise<Result<Attainment>> => {
    const asked = edit(plain, `arms.${arm}.${path}`, rate)
    const points = pointsOf(asked, seeds).points.filter((point) => point.arm === arm)
    let sum = 0
    let overloaded = 0
    for (const point of points) {
      const { problem, metrics, ending } = await measure(asked, point)
      if (problem) return failure(problem)
      const share = metrics[ATTAINMENT]?.value ?? null
      if (share === null) return failure(unjudged(rate))
      sum += share
      // Who waits for ever is not judged: neither end is one that the rate carries.
      if (ending === 'overloaded' || ending === 'stranded') overloaded++
    }
    return success({ share: sum / seeds.length, overloaded })
  }
}

const unjudged = (rate: number): Problem => ({
  code: 'nothing-judged',
  message: `At ${rate} requests/s no request had ended after the warm-up, so none could be judged.`,
  remedy: 'Ask for more requests, a longer run, or a shorter warm-up.',
})
