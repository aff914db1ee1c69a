/** The model as it was trained. */
import * as z from 'zod'
import { defineStressor } from '../../contracts/weights.ts'

export const none = defineStressor({
  id: 'none',
  role: 'stressor',
  title: 'None',
  help: 'The model as it was trained.',
  knobs: z.strictObject({}),
  create: () => null,
})
