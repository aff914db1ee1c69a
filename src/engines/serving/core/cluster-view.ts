/** What a router sees of the cluster. */
import type { Seconds } from '../../../kernel/units.ts'
import type { ClusterView } from '../contracts/router.ts'
import type { Instance } from './instance.ts'

/** Figures of an instance that may be others than those of the moment. */
export type LoadFigures = Pick<ClusterView, 'outstanding' | 'queuedTokens' | 'kvUsed'>

/** As they are. */
export const presentLoad = (instances: readonly Instance[]): LoadFigures => ({
  outstanding: (index) => instances[index].state.outstanding,
  queuedTokens: (index) => instances[index].state.queuedTokens,
  kvUsed: (index) => instances[index].kv.usedBlocks * instances[index].kv.blockTokens,
})

export function clusterView(
  instances: readonly Instance[],
  alive: { readonly offered: readonly number[]; readonly draining: readonly number[]; readonly now: Seconds },
  load: LoadFigures,
): ClusterView {
  return {
    get now() {
      return alive.now
    },
    get alive() {
      return alive.offered
    },
    get draining() {
      return alive.draining
    },
    askQueuedTokens: (index) => instances[index].state.queuedTokens,
    ...load,
    kvCapacity: (index) => instances[index].kv.capacityTokens,
    freeBlocks: (index) => instances[index].kv.freeBlocks,
    blocksFor: (positions) => Math.ceil(positions / instances[0].kv.blockTokens),
    running: (index) => instances[index].running,
    waiting: (index) => instances[index].waiting,
    cachedTokens: (index, request) => instances[index].kv.cachedTokens(request),
  }
}
