/** What is searched for by measuring many points: in a worker of its own, which is ended with the search. */
import { defineErrand } from '../../kernel/errand.ts'
import type { PlacedRate, PlacementQuery } from '../../run/placement-search.ts'
import type { RateOutcome, RateSpec, RateStep } from '../../run/rate-search.ts'
import type { ArmKey, PointJob } from '../api.ts'

export type { Candidate, PlacedRate, PlacementQuery } from '../../run/placement-search.ts'
export type { RateOutcome, RateSpec, RateStep } from '../../run/rate-search.ts'

export interface RateJob extends PointJob {
  /** The knob that is searched, below `setup`, and the arm it is searched for. */
  readonly path: string
  readonly arm: ArmKey
  readonly spec: RateSpec
}

export interface PlacementJob extends RateJob {
  readonly query: PlacementQuery
}

/** The highest rate that an arm serves within its limits; tells every rate tried. */
export const searchRate = defineErrand<[job: RateJob], RateOutcome, RateStep>({
  id: 'searchRate',
  doing: 'searching the highest rate',
})

/** The same for every placement of a list; tells each as it is known. */
export const searchPlacements = defineErrand<[job: PlacementJob], null, PlacedRate>({
  id: 'searchPlacements',
  doing: 'searching the best placement',
})
