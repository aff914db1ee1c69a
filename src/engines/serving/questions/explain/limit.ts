/** Which limit keeps waiting requests out of an iteration: the first of batch cap, blocks and token budget that holds. */
import type { Cluster } from '../../core/cluster.ts'

export type Limit = 'cap' | 'blocks' | 'budget' | 'turn'

/** Of the iteration in a slot of an instance, as things stand when it ends. The watermark keeps some blocks from admissions. */
export function limitOf({ instances, roles }: Cluster, index: number, slot: number): Limit {
  const { kv, running, maxRunning, batches } = instances[index]
  const blocks = kv.ranks.length * kv.totalBlocks
  if (running.length >= maxRunning) return 'cap'
  if (blocks - kv.usedBlocks < blocks * 0.02) return 'blocks'
  if (batches[slot].tokens >= roles.schedulers[index].tokenLimit) return 'budget'
  return 'turn'
}
