import { chunkedPrefill } from './chunked-prefill.ts'
import { deadlineFirst } from './deadline-first.ts'
import { fcfs } from './fcfs.ts'
import { prefillFirst } from './prefill-first.ts'
import { priority } from './priority.ts'
import { shortestFirst, shortestOutputFirst } from './shortest-first.ts'
import { splitfuse } from './splitfuse.ts'
import { staticBatch } from './static-batch.ts'

export const schedulers = [
  chunkedPrefill,
  splitfuse,
  prefillFirst,
  fcfs,
  staticBatch,
  shortestFirst,
  shortestOutputFirst,
  priority,
  deadlineFirst,
] as const
