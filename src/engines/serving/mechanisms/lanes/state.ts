/** The lanes of an instance: what share each has, what its control has seen, and what it has decided. */
import type { LevelTrack } from '../../../../kernel/tracks.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface LaneState {
  prefillShare: number
  decodeShare: number
  /** Since the last look: latencies over their limits. Arrays are replaced on restore. */
  ttft: number[]
  tpot: number[]
  /** Prompts that the answers' lane was asked for, and when. Replaced on restore. */
  asked: RequestId[]
  askedAt: Seconds
  /** Shares that are to come, and when; NaN for none. */
  next: readonly [prefill: number, decode: number]
  nextAt: Seconds
}

export interface Lanes {
  readonly cluster: Cluster
  /** By instance. */
  readonly states: readonly LaneState[]
  /** Answers to those who asked for memory, and the time that they waited for them together; share that control has moved. */
  readonly counts: { answers: number; waited: Seconds; moved: number }
}

export const lanesState: StateKey<Lanes> = { id: 'lanes' }

/** By instance, null where it has no lanes. Series: prefill, decode. Share of the accelerators that each lane has. */
export const shareTracks: StateKey<readonly (LevelTrack | null)[]> = { id: 'shares' }

export const createLaneState = ({ pool }: Instance): LaneState => ({
  prefillShare: pool.partition?.shares[0] ?? 1,
  decodeShare: pool.partition?.shares[1] ?? 1,
  ttft: [],
  tpot: [],
  asked: [],
  askedAt: 0,
  next: [1, 1],
  nextAt: Number.NaN,
})
