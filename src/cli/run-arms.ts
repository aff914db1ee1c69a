/** Drives the arms of a document to their end, telling how far they are, and stops before it where something is wrong. */
import type { Experiment } from '../experiment/document.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { completeDocument, type Ready } from '../run/complete.ts'
import { LiveRun } from '../run/live-run.ts'
import type { Shelf } from '../run/shelf.ts'
import type { Terminal } from './terminal.ts'

/** The arms ready to start; notices are told, errors are the failure. */
export function readyArms(document: Experiment, shelf: Shelf, terminal: Terminal): Result<Required<Ready>> {
  const ready = completeDocument(document, shelf)
  const problems = [...ready.completed.problems, ...ready.completed.arms.flatMap((arm) => arm.problems)]
  const stops = problems.filter(({ severity }) => severity !== 'notice')
  if (stops.length > 0) return failure(...stops.map(inWordsOfHere))
  for (const problem of new Map(problems.map((one) => [one.message, one])).values()) terminal.note(problem)
  return success(ready)
}

/** Remedies of the page that mean something else on the command line. */
const inWordsOfHere = (problem: Problem): Problem =>
  problem.code === 'data-missing'
    ? { ...problem, remedy: 'Give the file with --trace FILE; it is recognised by its content.' }
    : problem

/** Milliseconds of work between two looks at the progress. */
const SLICE = 50

export function runArms(document: Experiment, shelf: Shelf, terminal: Terminal): Result<LiveRun> {
  const ready = readyArms(document, shelf, terminal)
  if (!ready.ok) return ready
  const { engine, arms } = ready.value
  if (engine === null) return failure(...ready.value.completed.problems)
  const live = LiveRun.start(engine, arms, shelf.resolve(document).data, shelf.supplies)
  if (!live.ok) return live
  while (live.value.advance(SLICE, () => performance.now()) === 'more') {
    const { share, simulated } = live.value
    terminal.progress(`${Math.floor(share * 100)} %, ${simulated.toFixed(1)} s simulated`)
  }
  terminal.endProgress()
  return success(live.value)
}
