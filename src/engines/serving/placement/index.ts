import { aggregated } from './aggregated.ts'
import { disaggregated } from './disaggregated.ts'
import { grouped } from './grouped.ts'
import { partitioned } from './partitioned.ts'

export const placements = [aggregated, disaggregated, grouped, partitioned] as const
