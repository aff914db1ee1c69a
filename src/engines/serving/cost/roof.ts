/** Where the roofline is drawn. */
import type { BytesPerSecond, FlopPerSecond } from '../../../kernel/units.ts'

/** Rates of one device that no operator on it beats. */
export interface Roof {
  readonly flops: FlopPerSecond
  readonly memory: BytesPerSecond
}
