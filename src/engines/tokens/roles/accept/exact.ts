/** The verdict that changes nothing: what is written has the distribution of the target alone, whoever drafted. */
import * as z from 'zod'
import { defineAccept } from '../../contracts/accept.ts'
import { exactRule } from '../../writing/rounds/exact-rule.ts'

export const exact = defineAccept({
  id: 'exact',
  role: 'accept',
  title: 'Exact',
  help: 'Accepts by the ratio of both probabilities; the text is the target’s own, whatever was drafted.',
  source: 'Leviathan, Kalman and Matias 2023; Chen et al. 2023',
  isLossy: false,
  knobs: z.strictObject({}),
  create: () => exactRule,
})
