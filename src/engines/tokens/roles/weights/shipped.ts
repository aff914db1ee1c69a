/** Weights as they came: 16 bits each in the modelled time, whatever the file has. */
import * as z from 'zod'
import { defineWeights } from '../../contracts/weights.ts'

export const shipped = defineWeights({
  id: 'shipped',
  role: 'weights',
  title: 'As they came',
  help: 'Every weight is read in 16 bits.',
  knobs: z.strictObject({}),
  create: () => null,
})
