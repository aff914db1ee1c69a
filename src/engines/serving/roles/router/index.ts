import { leastKv } from './least-kv.ts'
import { leastOutstanding } from './least-outstanding.ts'
import { liveMigration } from './live-migration.ts'
import { onDemand } from './on-demand.ts'
import { prefixAware } from './prefix-aware.ts'
import { roundRobin } from './round-robin.ts'

export const routers = [roundRobin, leastOutstanding, leastKv, prefixAware, onDemand, liveMigration] as const
