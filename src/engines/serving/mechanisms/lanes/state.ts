/** What the control of an instance’s lanes has seen, and what it has decided. */
import type { Memory } from '../../../../kernel/memory.ts'
import type { Seconds } from '../../../../kernel/units.ts'

/** Since the last look: latencies over their limits. Arrays are replaced on restore. */
export interface LatelySeen {
  ttft: number[]
  tpot: number[]
  /** Shares that are to come, and when; NaN for none. */
  next: readonly [prefill: number, decode: number]
  nextAt: Seconds
}

export const createLatelySeen = (memory: Memory): LatelySeen =>
  memory.object<LatelySeen>({ ttft: [], tpot: [], next: [1, 1], nextAt: Number.NaN })
