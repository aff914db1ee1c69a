/** Nothing is rounded. */
import * as z from 'zod'
import { defineKvFormat } from '../../contracts/kv-format.ts'

export const full = defineKvFormat({
  id: 'full',
  role: 'kvFormat',
  title: 'Full precision',
  help: 'Keys and values as they were computed, counted as 16 bits each.',
  knobs: z.strictObject({}),
  create: () => ({ settle: () => undefined }),
})
