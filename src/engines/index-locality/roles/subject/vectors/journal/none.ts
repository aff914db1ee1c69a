/** Nothing is written down: what came after the last copy is lost in a crash. */
import * as z from 'zod'
import { defineJournal } from '../../../../contracts/vectors.ts'

export const none = defineJournal({
  id: 'none',
  role: 'journal',
  title: 'None',
  help: 'Insertions live in memory alone, and a crash loses them.',
  knobs: z.strictObject({}),
  create: () => ({ append: () => undefined, recover: () => [] }),
})
