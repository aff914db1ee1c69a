/**
 * One run as the lab makes it, every track recorded, and the CPU time of it: from building the cluster to the last event,
 * with saving of checkpoints and all threads of the process (compiler, garbage collection). Not in it: reading the list,
 * the summary, and charts' windows.
 */
import process from 'node:process'
import type { Experiment } from '../../src/experiment/document.ts'
import { completeDocument } from '../../src/run/complete.ts'
import type { Shelf } from '../../src/run/shelf.ts'
import { type ArmRun, runToEnd, startArm } from '../../src/run/simulate.ts'

export const cpuMsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export interface Measured {
  readonly cpuMs: number
  readonly arm: ArmRun
}

/** Throws where the document cannot run as it is: a mended set-up would be another race. */
export function measuredRun(document: Experiment, shelf: Shelf): Measured {
  const { engine, completed, arms } = completeDocument(document, shelf)
  const problems = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  if (engine === null || problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '))
  const { data } = shelf.resolve(document)
  const before = process.cpuUsage()
  const started = startArm(engine, arms[0], data)
  if (!started.ok) throw new Error(started.problems[0].message)
  runToEnd(started.value.simulation)
  started.value.recorder.close(started.value.simulation.now)
  return { cpuMs: cpuMsSince(before), arm: started.value }
}
