/** Everything stays. */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'

export const full = defineRetention({
  id: 'full',
  role: 'retention',
  title: 'Everything',
  help: 'No entry is evicted.',
  knobs: z.strictObject({}),
  create: () => ({ settle: () => undefined }),
})
