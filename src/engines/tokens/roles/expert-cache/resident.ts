/** All experts lie in the accelerator's memory: nothing is fetched. */
import * as z from 'zod'
import { defineExpertCache } from '../../contracts/expert-cache.ts'

export const resident = defineExpertCache({
  id: 'resident',
  role: 'expertCache',
  title: 'All of them',
  help: 'Every expert lies in the accelerator’s memory.',
  knobs: z.strictObject({}),
  holdsAll: true,
  create: () => null,
})
