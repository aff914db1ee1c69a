/** What a migration leaves behind when it is over, however it ended. */

import type { RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'

/** The request moves no more: it has arrived, or the copy was given up. */
export function forgetMove(cluster: Cluster, request: RequestId, from: number, to: number): void {
  const { migration, instances } = cluster
  if (migration.stage.at[request] === 0) return
  migration.stage.at[request] = 0
  instances[from].state.moving--
  instances[to].state.moving--
}
