/** Judges a paper here and now: every batch that the referee asks for is run point after point. */
import { openLink } from '../experiment/link.ts'
import type { Judged } from '../experiment/referee/judged.ts'
import { type Effort, type Judgement, judge } from '../experiment/referee/referee.ts'
import type { MetricValues } from '../kernel/metric.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { openEngine } from './engines.ts'
import { measurePoint } from './measure-point.ts'
import type { Shelf } from './shelf.ts'

/** `onRun` hears how many runs have been done. */
export async function judgeNow(
  judged: Judged,
  shelf: Shelf,
  effort: Effort,
  onRun: (runs: number) => void = () => undefined,
): Promise<Result<Judgement>> {
  const { document: base, problems } = await openLink(judged.link)
  if (problems.length > 0) return failure(...problems)
  await openEngine(base.engine.id)
  const judging = judge(base, judged, effort)
  let step = judging.next()
  let runs = 0
  while (!step.done) {
    const { document, points } = step.value
    const metrics: MetricValues[] = []
    for (const point of points) {
      const { summary, problem } = measurePoint(document, point, shelf)
      if (summary === null) return failure(...(problem ? [problem] : []))
      metrics.push(summary.metrics)
      onRun(++runs)
    }
    step = judging.next((place, metric) => metrics[place][metric]?.value ?? null)
  }
  return success(step.value)
}
