/** Contexts that stream in: what is known next, and what is to be taken back. */
import type { RequestColumn } from '../../../../kernel/memory.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Streaming {
  readonly cluster: Cluster
  /** Time of the next piece that is in the event queue; positions computed that a later piece replaced. */
  readonly counts: { growthAt: Seconds; tokensReplaced: Tokens }
  /** Prompt positions known so far, and when the last of them came: Infinity while more is to come. */
  readonly available: RequestColumn<'i32'>
  readonly completeAt: RequestColumn<'f64'>
  /** 1 + positions that stay, of a prompt of which a part was replaced while it was in an iteration; 0 none. */
  readonly replaced: RequestColumn<'i32'>
  /** More of a prompt becomes known. */
  readonly growth: Schedule
}

export const streamingState: StateKey<Streaming> = { id: 'streaming-contexts' }
