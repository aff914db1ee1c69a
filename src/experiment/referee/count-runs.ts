/** How many runs a judgement asks for, whatever they measure: for a page that says how far it is. */
import type { Judging } from './referee.ts'

/** Every run is answered with the same figure: batches do not depend on what is measured, only what is chosen among them does. */
export function countRuns(judging: Judging<unknown>): number {
  let count = 0
  let step = judging.next()
  while (!step.done) {
    count += step.value.points.length
    step = judging.next(() => 1)
  }
  return count
}
