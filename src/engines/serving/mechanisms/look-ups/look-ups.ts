/**
 * Look-ups of blocks: before an iteration begins its scheduler finds the blocks of its requests in a structure that holds all blocks of the
 * instance that are not free, and what that takes is part of the iteration.
 *
 * A prompt of n whole blocks of which the first h are found takes min(h + 1, n) look-ups: the search ends at the first block that is not
 * there. The last token of a prompt is computed in any case, so that its block counts only where something follows it.
 */
import { chosen } from '../../../../schema/choice.ts'
import type { BlockLookUpDefinition } from '../../contracts/block-look-up.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { Batch } from '../../core/batch.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { keep, type Mechanism } from '../../core/mechanism.ts'
import { blockLookUps } from '../../roles/block-look-up/index.ts'
import { looking } from './account.ts'
import { type LookUps, lookUpState } from './state.ts'

export const lookUps: Mechanism = {
  id: 'look-ups',
  account: looking,
  install(cluster, { setups }) {
    const definition: Pick<BlockLookUpDefinition, 'follows'> = chosen(blockLookUps, setups[0].blockLookUp)
    if (definition.follows === undefined) return null
    const { memory } = cluster
    const own: LookUps = {
      counts: memory.object({ lookUps: 0, time: 0, missed: 0, iterations: 0 }),
      hasLooked: memory.perRequest('u8', 0),
    }
    const forget = (request: RequestId): void => {
      own.hasLooked.at[request] = 0
    }
    return {
      state: keep(lookUpState, own),
      hooks: {
        batched: (instance, batch) => look(own, cluster, instance, batch),
        preempting: forget,
        orphaned: forget,
        // No two iterations look for the same: each is an event of its own.
        iterated() {
          own.counts.iterations++
        },
      },
    }
  },
}

function look({ counts, hasLooked }: LookUps, { roles, requests }: Cluster, { kv }: Instance, batch: Batch): void {
  const { costAt, isEveryIteration } = roles.blockLookUp
  const { stream, piece, state, work } = batch
  work.lookUpTime = 0
  if (costAt === null || !kv.publishes) return // nothing is kept, and nothing looked for
  const { computed, prefillTarget } = requests
  const wholeBlocks = (tokens: number): number => Math.floor(tokens / kv.blockTokens)
  let sought = 0
  for (let i = 0; i < state.pieces; i++) {
    const request = piece[i]
    const held = wholeBlocks(computed[request])
    if (hasLooked.at[request] === 0) sought += Math.min(held + 1, wholeBlocks(prefillTarget[request] - 1))
    else if (isEveryIteration) sought += held
    hasLooked.at[request] = 1
  }
  if (isEveryIteration) for (let i = 0; i < state.streams; i++) sought += wholeBlocks(computed[stream[i]])
  const { time, missed } = costAt(kv.usedBlocks + kv.idleBlocks)
  work.lookUpTime = sought * time
  counts.lookUps += sought
  counts.time += work.lookUpTime
  counts.missed += sought * missed
}
