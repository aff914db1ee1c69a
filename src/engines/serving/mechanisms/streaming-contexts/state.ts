/** Contexts that stream in: what is known next, and what is to be taken back. */
import type { Memory, RequestColumn } from '../../../../kernel/memory.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'

export interface Streaming {
  /** Time of the next piece that is in the event queue; positions computed that a later piece replaced. */
  readonly counts: { growthAt: Seconds; tokensReplaced: Tokens }
  /** 1 + positions that stay, of a prompt of which a part was replaced while it was in an iteration; 0 none. */
  readonly replaced: RequestColumn<'i32'>
}

export const createStreaming = (memory: Memory): Streaming => ({
  counts: memory.object({ growthAt: Number.POSITIVE_INFINITY, tokensReplaced: 0 }),
  replaced: memory.perRequest('i32', 0),
})
