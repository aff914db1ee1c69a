/** Every errand with who does it; code is loaded when it is asked for. */
import * as accuracy from '../asked/accuracy.ts'
import { searchPlacements, searchRate } from '../asked/searches.ts'
import { checkLossless, record } from '../asked/tokens.ts'
import { doing, type Loaded } from './errand.ts'

export const errands: readonly Loaded[] = [
  doing(accuracy.fitSummaries, async () => (await import('./fit-summaries.ts')).fitSummaries),
  doing(accuracy.accuracySummaries, async () => {
    const { accuracySummaries } = await import('../../run/accuracy-summaries.ts')
    return () => accuracySummaries
  }),
  doing(accuracy.predictMeasured, async () => (await import('./predict-measured.ts')).predictMeasured),
  doing(accuracy.replayMeasured, async () => (await import('./replay-measured.ts')).replayMeasured),
  doing(accuracy.simulatePublished, async () => (await import('./simulate-published.ts')).publishedSummary),
  doing(accuracy.calibrate, async () => (await import('./calibrate.ts')).calibratePaste),
  doing(record, async () => (await import('./record.ts')).recordText),
  doing(checkLossless, async () => (await import('./check-lossless.ts')).checkLossless),
  doing(searchRate, async () => (await import('./search-rate.ts')).searchRateOf),
  doing(searchPlacements, async () => (await import('./search-placements.ts')).searchPlacementsOf),
]
