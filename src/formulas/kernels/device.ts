/** What the forms of this folder need of an accelerator: its data sheet, for the dtype that is multiplied. */
import type { BytesPerSecond, FlopPerSecond } from '../../kernel/units.ts'

export interface KernelDevice {
  /** Peak dense rate of the multiplication. */
  readonly flops: FlopPerSecond
  readonly bandwidth: BytesPerSecond
  /** Streaming multiprocessors: what a wave of tiles fills. */
  readonly units: number
}
