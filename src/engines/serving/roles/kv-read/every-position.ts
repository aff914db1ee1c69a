/** Every stream reads the KV of its whole context in every iteration. */
import * as z from 'zod'
import { defineKvRead } from '../../contracts/kv-read.ts'

export const everyPosition = defineKvRead({
  id: 'every-position',
  role: 'kvRead',
  title: 'Every position',
  help: 'Each stream reads the KV of its whole context in every iteration.',
  knobs: z.strictObject({}),
  create: () => ({ unread: null }),
})
