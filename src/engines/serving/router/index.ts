import { leastKv } from './least-kv.ts'
import { leastOutstanding } from './least-outstanding.ts'
import { prefixAware } from './prefix-aware.ts'
import { roundRobin } from './round-robin.ts'

export const routers = [roundRobin, leastOutstanding, leastKv, prefixAware] as const
