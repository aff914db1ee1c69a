/** Numbers of 32 bits, as they come. */
import * as z from 'zod'
import { defineFormat } from '../../../../contracts/vectors.ts'

/** Products that are computed side by side count as one operation. */
const SIDE_BY_SIDE = 16

export const full = defineFormat({
  id: 'full',
  role: 'format',
  title: '32 bits',
  help: 'Every number as it comes: four bytes.',
  knobs: z.strictObject({}),
  create: (_, { memory, dims }) => ({
    bytes: dims * 4,
    write(byte, from, at) {
      memory.fill(byte, dims * 4)
      const { floats } = memory
      for (let d = 0; d < dims; d++) floats[byte / 4 + d] = from[at + d]
    },
    dot(byte, query) {
      memory.scan(byte, dims * 4)
      memory.compute(Math.ceil(dims / SIDE_BY_SIDE))
      const { floats } = memory
      let sum = 0
      for (let d = 0; d < dims; d++) sum += floats[byte / 4 + d] * query[d]
      return sum
    },
  }),
})
