/** Published points beside simulated ones, and their errors by metric and group. */
import { bandOf, errorStatistics, type Pair } from '../fidelity/errors.ts'
import type { PublishedPoint } from '../fidelity/published-points.ts'
import type { Problem } from '../kernel/problem.ts'
import { type PointFigures, simulatePoint } from './simulate-point.ts'

export interface SimulatedPoint extends PublishedPoint {
  readonly simulated: number
}

export interface Spread {
  readonly group: string
  readonly rows: number
  /** Fractions. */
  readonly median: number
  readonly mean: number
  readonly p90: number
  readonly bias: number
  /** p10 and p90 of measured / simulated. */
  readonly band: readonly [number, number]
}

/** Yields a point after the other, null for one that cannot run; `onProblem` hears why, once a set-up. */
export function* simulatePublished(
  points: readonly PublishedPoint[],
  onProblem: (point: PublishedPoint, problem: Problem) => void = () => undefined,
): Generator<SimulatedPoint | null, void> {
  const known = new Map<string, PointFigures | null>()
  for (const point of points) {
    const key = JSON.stringify([point.run, point.system.split(' ')[0]])
    let figures = known.get(key)
    if (figures === undefined) {
      const made = simulatePoint(point)
      figures = made.ok ? made.value : null
      known.set(key, figures)
      if (!made.ok) onProblem(point, made.problems[0])
    }
    yield figures === null ? null : { ...point, simulated: figures[point.metric] }
  }
}

/** By metric, and each metric by accelerator, model, parallelism and kind of engine. */
export function groupsOf(points: readonly SimulatedPoint[]): readonly (readonly [string, readonly SimulatedPoint[]])[] {
  const groups = new Map<string, SimulatedPoint[]>()
  for (const point of points) {
    const { metric, run, system } = point
    const names = ['', ` ${run.accelerator}`, ` ${run.model}`, ` ${system.split(' ')[0]}`, ` TP${run.tensor}`]
    for (const name of names) {
      const mine = groups.get(metric + name)
      if (mine) mine.push(point)
      else groups.set(metric + name, [point])
    }
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
}

export const spreadsOf = (points: readonly SimulatedPoint[]): readonly Spread[] =>
  groupsOf(points).map(([group, some]) => ({
    group,
    ...errorStatistics(pairsOf(some)),
    band: bandOf(pairsOf(some)),
  }))

export const pairsOf = (points: readonly SimulatedPoint[]): readonly Pair[] =>
  points.map(({ measured, simulated }) => ({ measured, predicted: simulated }))
