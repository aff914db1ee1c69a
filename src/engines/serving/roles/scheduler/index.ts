import { chunkedPrefill } from './chunked-prefill.ts'
import { deadlineFirst } from './deadline-first.ts'
import { fcfs } from './fcfs.ts'
import { groupedMargin } from './grouped-margin.ts'
import { prefillFirst } from './prefill-first.ts'
import { prefixGroups } from './prefix-groups.ts'
import { priority } from './priority.ts'
import { shortestFirst, shortestOutputFirst } from './shortest-first.ts'
import { splitfuse } from './splitfuse.ts'
import { staticBatch } from './static-batch.ts'
import { streamOrder } from './stream-order.ts'

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
  streamOrder,
  groupedMargin,
  prefixGroups,
] as const
