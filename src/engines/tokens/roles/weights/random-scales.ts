/** The scales that AWQ finds, on other channels by chance: the same histogram, the same search, the same bits. A control. */
import * as z from 'zod'
import { createDraws } from '../../../../kernel/draws.ts'
import { defineWeights } from '../../contracts/weights.ts'
import { WHOLE_BITS } from '../../weights/round-rows.ts'
import { awqKnobs, least } from './awq.ts'
import { fitted } from './scale-search.ts'

export const randomScales = defineWeights({
  id: 'random-scales',
  role: 'weights',
  title: 'Scales at random',
  help: 'The scales that AWQ would choose, each on another channel by chance: a control.',
  knobs: z.strictObject(awqKnobs),
  denseOnly: true,
  create({ bits, group, grid, cuts, calibration }, { calibrate }) {
    if (bits >= WHOLE_BITS) return null
    const stream = createDraws(0).stream('scales')
    return (file) =>
      fitted(file, calibrate({ domain: calibration }), {
        rounding: { bits, group },
        grid,
        power: least,
        ...(cuts && { cut: least }),
        placed: (scales, site) =>
          Array.from(scales, (scale, channel) => ({ scale, draw: stream.at(site, channel) }))
            .sort((a, b) => a.draw - b.draw)
            .map(({ scale }) => scale),
      })
  },
})
