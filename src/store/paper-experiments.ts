/** What a paper's page opens in the Lab and draws itself: its arms as experiments, with the values that a stored judgement tuned them to. */
import type { Experiment } from '../experiment/document.ts'
import { encode } from '../experiment/link.ts'
import type { Judged } from '../experiment/referee/judged.ts'
import { experimentOf, LETTERS, type Shown } from '../experiment/referee/pair.ts'
import { type KnownArms, picturedArms, picturedExperiment, placeOf } from '../experiment/referee/picture.ts'
import type { StoredJudgement } from '../experiment/referee/stored.ts'
import { claimedSize, SIZE_FACTOR } from '../experiment/referee/verdict.ts'

export { claimedSize, LETTERS, picturedArms, picturedExperiment, placeOf, SIZE_FACTOR }

/** Nothing is tuned where nothing is stored. */
export const knownArms = (judgement: StoredJudgement | null): KnownArms => ({
  over: judgement?.over ?? null,
  chosen: Object.fromEntries((judgement?.arms ?? []).map(({ key, tuned }) => [key, tuned ?? {}])),
})

/** A link of the lab: a sweep where the judged figure is one and no load is named. */
export function linkOf(base: Experiment, judged: Judged, shown: Shown): string {
  const experiment = experimentOf(base, judged, shown)
  return encode(experiment.sweep === undefined ? experiment : { ...experiment, view: { stage: 'sweep' } })
}
