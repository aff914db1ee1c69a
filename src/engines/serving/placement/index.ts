import { aggregated } from './aggregated.ts'

export const placements = [aggregated] as const
