/** Judges a paper here and now: every batch of runs that the referee asks for is run point after point. */
import type { Experiment } from '../experiment/document.ts'
import { openLink } from '../experiment/link.ts'
import type { Judged } from '../experiment/referee/judged.ts'
import { type Effort, type Judgement, judge } from '../experiment/referee/referee.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { drive, onceEach } from './batch-runs.ts'
import { openEngine } from './engines.ts'
import type { Shelf } from './shelf.ts'

/** `onRun` hears how many runs have been done. */
export async function judgeNow(
  judged: Judged,
  shelf: Shelf,
  effort: Effort,
  onRun: (runs: number) => void = () => undefined,
): Promise<Result<Judgement>> {
  const base = await openBase(judged)
  if (!base.ok) return base
  const once = onceEach()
  let runs = 0
  return drive(judge(base.value, judged, effort), shelf, (point, run) => {
    const done = once(point, run)
    onRun(++runs)
    return done
  })
}

/** The shared document of a paper, with its engine open. */
export async function openBase({ link }: Judged): Promise<Result<Experiment>> {
  const { document, problems } = await openLink(link)
  if (problems.length > 0) return failure(...problems)
  await openEngine(document.engine.id)
  return success(document)
}
