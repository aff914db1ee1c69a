/** Nothing is rounded. */
import * as z from 'zod'
import { defineFormat } from './format.ts'

export const full = defineFormat({
  id: 'full',
  title: 'Full precision',
  help: 'Keys and values as they were computed, counted as 16 bits each.',
  knobs: z.strictObject({}),
  create: () => ({ settle: () => undefined, metadataBits: { key: 0, value: 0 } }),
})
