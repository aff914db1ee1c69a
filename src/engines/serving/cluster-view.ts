/** What a router sees of the cluster. Fresh at every arrival; a later role may age these figures. */
import type { Seconds } from '../../kernel/units.ts'
import type { Instance } from './instance.ts'
import type { ClusterView } from './roles.ts'

export function clusterView(
  instances: readonly Instance[],
  alive: { readonly instances: readonly number[]; readonly now: Seconds },
): ClusterView {
  return {
    get now() {
      return alive.now
    },
    get alive() {
      return alive.instances
    },
    outstanding: (index) => instances[index].state.outstanding,
    queuedTokens: (index) => instances[index].state.queuedTokens,
    kvUsed: (index) => instances[index].kv.usedBlocks * instances[index].kv.blockTokens,
    kvCapacity: (index) => instances[index].kv.capacityTokens,
    cachedTokens: (index, request) => instances[index].kv.cachedTokens(request),
  }
}
