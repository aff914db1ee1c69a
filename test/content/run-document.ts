/** Runs a document as the page would, arm by arm, and reads its figures by name. */

import { gatherFiles, openShelf } from '../../src/cli/model-files.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { decode } from '../../src/experiment/link.ts'
import type { Summary } from '../../src/kernel/engine.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { summaryOf } from '../../src/run/simulate.ts'

/** An arm is run when somebody first looks at it, and once: a comparison of two of four arms waits for two. */
export async function summariesOf(document: Experiment): Promise<Readonly<Record<string, Summary>>> {
  await openEngine(document.engine.id)
  const shelf = openShelf()
  const gathered = await gatherFiles(document, shelf)
  if (!gathered.ok) throw new Error(gathered.problems[0].message)
  const { engine, completed, arms } = completeDocument(document, shelf)
  const wrong = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  if (engine === null || wrong.length > 0) throw new Error(wrong[0]?.message ?? 'no engine')
  const summaries = {}
  for (const arm of arms) {
    let known: Summary | null = null
    const get = (): Summary => {
      if (known !== null) return known
      const summary = summaryOf(engine, arm, {}, shelf.supplies)
      if (!summary.ok) throw new Error(summary.problems[0].message)
      known = summary.value
      return known
    }
    Object.defineProperty(summaries, arm.key, { enumerable: true, get })
  }
  return summaries
}

export async function summariesOfLink(link: string): Promise<Readonly<Record<string, Summary>>> {
  const { document, problems } = decode(link)
  if (problems.length > 0) throw new Error(problems[0].message)
  return summariesOf(document)
}

/** A figure of an arm; throws where there is none, so that no comparison passes by comparing nothing. */
export function figure(summaries: Readonly<Record<string, Summary>>, arm: string, id: string): number {
  const value = summaries[arm]?.metrics[id]?.value
  if (typeof value !== 'number') throw new Error(`arm ${arm} has no figure ${id}`)
  return value
}
