/**
 * AWQ: input channels that carry large numbers lose most by rounding, so their columns are scaled up before it and what feeds them is
 * scaled down. How far is searched: a power of the mean size of the channel, the one whose outputs differ least on calibration rows. Both
 * factors are folded into weights, so nothing is left to do at run time. Then each group's range is cut where that helps outputs.
 *
 * Source: AWQ (Lin et al. 2023). Outputs are those of the matrices that share the input; the source takes the block's. Queries and keys
 * are not cut, as there; what feeds the output projection has other channels under grouped queries, and is not scaled, as there.
 */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineWeights } from '../../contracts/weights.ts'
import { calibrationKnob } from '../../text/calibration-texts.ts'
import { WHOLE_BITS } from '../../weights/round-rows.ts'
import { gridKnobs } from './grid-knobs.ts'
import { fitted } from './scale-search.ts'

/** The less outputs differ, the sooner. */
export const least = (loss: number, _step: number): number => loss

const decisions = {
  /** The less outputs differ with a power, the sooner it is taken. */
  power: rank(least),
  /** The less outputs differ with a cut, the sooner it is made. */
  cut: rank((loss: number, _step: number) => loss),
}

export const awqKnobs = {
  ...gridKnobs,
  grid: z.int().min(1).max(40).default(10).meta({
    label: 'Powers tried',
    unit: 'powers',
    help: 'From 0 up, below 1; a single one is 0, which scales nothing. The source tries 20.',
    level: 'advanced',
  }),
  cuts: z.boolean().default(true).meta({
    label: 'Ranges are cut',
    help: 'Group by group, to where outputs differ least.',
    level: 'advanced',
  }),
  calibration: calibrationKnob,
} as const

export const awq = defineWeights({
  id: 'awq',
  role: 'weights',
  title: 'AWQ',
  help: 'Columns of channels that carry much are scaled up before rounding, what feeds them down; how far is searched offline.',
  source: 'AWQ (Lin et al. 2023)',
  knobs: z.strictObject(awqKnobs),
  denseOnly: true,
  decisions,
  create({ bits, group, grid, cuts, calibration }, { calibrate }) {
    if (bits >= WHOLE_BITS) return null
    return (file) =>
      fitted(file, calibrate({ domain: calibration }), {
        rounding: { bits, group },
        grid,
        power: decisions.power,
        ...(cuts && { cut: decisions.cut }),
        placed: (scales) => scales,
      })
  },
})
