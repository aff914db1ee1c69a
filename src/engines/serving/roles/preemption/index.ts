import { cheaper } from './cheaper.ts'
import { recompute } from './recompute.ts'
import { swap } from './swap.ts'

export const preemptions = [recompute, swap, cheaper] as const
