/**
 * The engine as a library for Node: what the command line is made of, for scripts of one's own. Built into
 * dist-cli/library.mjs, which is what `import 'tokenscope'` means.
 *
 *   import { decode, summariesOf } from 'tokenscope'
 *   const { document } = decode('#/lab?v=1&workload.rate=8')
 *   console.log(summariesOf(document).a.report.ttft.p50)
 */
import { openManifests } from '../engines/registry.ts'
import type { Experiment } from '../experiment/document.ts'
import type { Summary } from '../kernel/engine.ts'
import { completeDocument } from '../run/complete.ts'
import { Shelf } from '../run/shelf.ts'
import { summaryOf } from '../run/simulate.ts'

export { fromFile, toFile } from '../experiment/file.ts'
export { decode, encode } from '../experiment/link.ts'
export { pointsOf } from '../experiment/points.ts'
export { completeDocument } from '../run/complete.ts'
export { LiveRun } from '../run/live-run.ts'
export { Shelf } from '../run/shelf.ts'
export { runToEnd, startArm, summaryOf } from '../run/simulate.ts'
export { readTrace } from '../traces/read-trace.ts'

// Links and files of any engine are read at once here, and a manifest is a few kB.
await openManifests()

/**
 * Runs every arm of a document to its end, without tracks, and returns the summaries by arm. Traces that it names must be on
 * the shelf. Throws an Error with what is wrong and what to do about it where an arm cannot run.
 */
export function summariesOf(document: Experiment, shelf = new Shelf()): Readonly<Record<string, Summary>> {
  const { engine, completed, arms } = completeDocument(document, shelf)
  const problems = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  const obstacle = problems.find(({ severity }) => severity !== 'notice')
  if (engine === null || obstacle) throw new Error(`${obstacle?.message} ${obstacle?.remedy}`)
  const { data } = shelf.resolve(document)
  return Object.fromEntries(
    arms.map((arm) => {
      const summary = summaryOf(engine, arm, data)
      if (!summary.ok) throw new Error(`${summary.problems[0].message} ${summary.problems[0].remedy}`)
      return [arm.key, summary.value]
    }),
  )
}
