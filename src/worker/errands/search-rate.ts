/** The highest rate that an arm serves within its limits. */
import { attainmentOf } from '../../run/attainment.ts'
import { openEngine } from '../../run/engines.ts'
import { type RateOutcome, type RateStep, searchRate } from '../../run/rate-search.ts'
import type { RateJob } from '../asked/searches.ts'
import { measuring } from '../measuring.ts'
import type { Hands } from './errand.ts'

export async function searchRateOf(hands: Hands<RateStep>, job: RateJob): Promise<RateOutcome> {
  for (const table of job.tables) hands.shelf.put(table)
  await openEngine(job.document.engine.id)
  const search = searchRate(job.spec, attainmentOf(job, measuring(hands).measureAndRest))
  for (;;) {
    const step = await search.next()
    if (step.done) return step.value
    hands.tell(step.value)
  }
}
