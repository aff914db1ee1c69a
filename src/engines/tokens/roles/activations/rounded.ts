/**
 * Rows are rounded just before a product, each by itself: to 2^bits levels between the smallest and the largest number of the row, or of a
 * group of its channels. Modelled time stays as it is: products of fewer bits are another machine's.
 */
import * as z from 'zod'
import { defineActivations } from '../../contracts/activations.ts'
import { roundGroup } from '../../kv/round-group.ts'

const WHOLE_BITS = 16

export const rounded = defineActivations({
  id: 'rounded',
  role: 'activations',
  title: 'Rounded',
  help: 'Numbers are rounded row by row before every matrix of a layer: one large channel makes the grid of all others coarse.',
  knobs: z.strictObject({
    bits: z.int().min(2).max(WHOLE_BITS).default(8).meta({
      label: 'Bits of a number',
      unit: 'bit',
      help: 'Fewer are coarser; 16 rounds nothing.',
    }),
    group: z.int().min(0).max(512).default(0).meta({
      label: 'Channels of a group',
      unit: 'channels',
      help: 'They share their bounds; 0 is the whole row.',
      zero: 'row',
      level: 'advanced',
    }),
  }),
  create({ bits, group }) {
    if (bits >= WHOLE_BITS) return null
    return ({ x, rows, width }) => {
      const size = group === 0 ? width : group
      for (let row = 0; row < rows; row++)
        for (let first = 0; first < width; first += size)
          roundGroup(x, row * width + first, 1, Math.min(size, width - first), bits)
    }
  },
})
