import { aggregated } from './aggregated.ts'
import { disaggregated } from './disaggregated.ts'
import { elastic } from './elastic.ts'
import { grouped } from './grouped.ts'
import { partitioned } from './partitioned.ts'

export const placements = [aggregated, disaggregated, elastic, grouped, partitioned] as const
