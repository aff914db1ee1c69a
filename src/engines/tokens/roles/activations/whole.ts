/** What matrices are fed stays in float32. */
import * as z from 'zod'
import { defineActivations } from '../../contracts/activations.ts'

export const whole = defineActivations({
  id: 'whole',
  role: 'activations',
  title: 'As they are',
  help: 'Numbers between matrices are not rounded.',
  knobs: z.strictObject({}),
  create: () => null,
})
