/** Everything that is kept is read. */
import * as z from 'zod'
import { defineSelect } from '../../contracts/select.ts'

export const full = defineSelect({
  id: 'full',
  role: 'select',
  title: 'Everything',
  help: 'Each token reads every entry that is kept.',
  knobs: z.strictObject({}),
  create: () => null,
})
