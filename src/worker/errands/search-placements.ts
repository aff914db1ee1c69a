/** Every placement of a list with the highest rate that it carries. */
import { attainmentOf } from '../../run/attainment.ts'
import { openEngine } from '../../run/engines.ts'
import { type PlacedRate, searchPlacements } from '../../run/placement-search.ts'
import type { PlacementJob } from '../asked/searches.ts'
import { measuring } from '../measuring.ts'
import type { Hands } from './errand.ts'

export async function searchPlacementsOf(hands: Hands<PlacedRate>, job: PlacementJob): Promise<null> {
  for (const table of job.tables) hands.shelf.put(table)
  await openEngine(job.document.engine.id)
  const { measureAndRest } = measuring(hands)
  for await (const one of searchPlacements(job, (rate) => attainmentOf(rate, measureAndRest))) hands.tell(one)
  return null
}
