/** Who waits at the gateway, and until when. */
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'

export interface Gateway {
  /** Requests that wait, in order. Replaced on restore. */
  rows: RequestId[]
  /** Instances that were asked and refused. */
  refusals: number
  /** Time of the next round, Infinity where none is due. */
  round: Seconds
}
