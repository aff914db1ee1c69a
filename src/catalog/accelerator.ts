/** An accelerator as its data sheet describes it. Dense figures, no sparsity. */
import type { Bytes, BytesPerSecond, FlopPerSecond, Watts } from '../kernel/units.ts'

export type MatrixDtype = 'bf16' | 'fp8' | 'int8' | 'int4'

export interface Accelerator {
  readonly id: string
  readonly title: string
  readonly memory: Bytes
  readonly memoryBandwidth: BytesPerSecond
  /** Peak dense rate by the dtype of the multiplication; a missing one runs at bf16 (weights are unpacked first). */
  readonly flops: { readonly bf16: FlopPerSecond } & Partial<Record<Exclude<MatrixDtype, 'bf16'>, FlopPerSecond>>
  /** Streaming multiprocessors, compute units or cores: what a wave of tiles fills. */
  readonly units: number
  /** Link to its peers in a node, one way per accelerator. */
  readonly peerLink: string
  /** Link to host memory. */
  readonly hostLink: string
  /** Most accelerators that the peer link joins in one node. */
  readonly node: number
  readonly power: Watts
  /** What renting one for an hour costs; absent where nobody rents it out. */
  readonly price?: { readonly usdPerHour: number; readonly source: string }
  /** Where the figures come from; one source for all or one a figure. */
  readonly source: string
}

export interface Link {
  readonly id: string
  readonly title: string
  /** One way, per accelerator. */
  readonly bandwidth: BytesPerSecond
  /** Start-up of one message, seconds. */
  readonly latency: number
  readonly source: string
}
