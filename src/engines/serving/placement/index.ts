import { aggregated } from './aggregated.ts'
import { disaggregated } from './disaggregated.ts'
import { partitioned } from './partitioned.ts'

export const placements = [aggregated, disaggregated, partitioned] as const
