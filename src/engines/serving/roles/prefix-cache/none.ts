/** No prefix cache: blocks are free as soon as their request ends. */
import * as z from 'zod'
import { defineRetention } from '../../contracts/prefix-cache.ts'

export const noRetention = defineRetention({
  id: 'none',
  role: 'retention',
  title: 'No prefix cache',
  help: 'Blocks are free as soon as their request ends.',
  knobs: z.strictObject({}),
  create: () => ({ keeps: false, evicts: 'block' }),
})
