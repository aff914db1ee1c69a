/** Time of an element-wise operator: bytes / (e · B) + o. */
import type { Bytes, BytesPerSecond, Fraction, Seconds } from '../../kernel/units.ts'

export interface ElementwiseFit {
  readonly memory: Fraction
  readonly launch: Seconds
}

export const elementwiseTime = (
  bytes: Bytes,
  bandwidth: BytesPerSecond,
  { memory, launch }: ElementwiseFit,
): Seconds => (bytes === 0 ? 0 : bytes / (memory * bandwidth) + launch)
