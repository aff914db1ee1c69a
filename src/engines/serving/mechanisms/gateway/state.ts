/** Who waits at the gateway, and until when. */
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Gateway {
  readonly cluster: Cluster
  readonly state: {
    /** Requests that wait, in order. Replaced on restore. */
    rows: RequestId[]
    /** Instances that were asked and refused. */
    refusals: number
    /** Time of the next round, Infinity where none is due. */
    round: Seconds
  }
  /** Instances that refused are asked again. */
  readonly next: Schedule
}

export const gatewayState: StateKey<Gateway> = { id: 'gateway' }
