import { leastKv } from './least-kv.ts'
import { leastOutstanding } from './least-outstanding.ts'
import { liveMigration } from './live-migration.ts'
import { onDemand } from './on-demand.ts'
import { prefixAware } from './prefix-aware.ts'
import { random } from './random.ts'
import { roundRobin } from './round-robin.ts'

export const routers = [roundRobin, leastOutstanding, leastKv, prefixAware, onDemand, liveMigration, random] as const
