/** Everything stays. */
import * as z from 'zod'
import { defineRetention } from './retention.ts'

export const full = defineRetention({
  id: 'full',
  title: 'Everything',
  help: 'No entry is evicted.',
  knobs: z.strictObject({}),
  create: () => ({ settle: () => undefined }),
})
