/** What is set aside for those who have blocks already: how many they have not taken yet. */
import type { Tokens } from '../../../kernel/units.ts'
import { Phase, type RequestId } from '../contracts/request.ts'
import type { BlockTable } from './block-table.ts'
import type { KvCacheOptions } from './kv-cache-options.ts'

/** Block tables and whose they are, −1 nobody's. */
interface OwnedTables {
  readonly list: readonly BlockTable[]
  readonly owner: readonly RequestId[]
}

/**
 * Blocks set aside and not taken yet. Where `ahead` says how many positions a stream may want beyond what it has computed, each stream
 * counts with that many: at least what is set aside, and nobody's policy is asked for it.
 */
export function blocksToCome(
  { list, owner }: OwnedTables,
  { setAside, table, requests, blockTokens }: KvCacheOptions,
  ahead: Tokens | null,
): number {
  const { phase } = requests
  const most = ahead === null ? 0 : Math.ceil(ahead / blockTokens)
  let blocks = 0
  for (let slot = 0; slot < list.length; slot++) {
    const request = owner[slot]
    if (request < 0) continue
    // A table that is held for somebody may be behind what it has computed elsewhere.
    const isStream = ahead !== null && phase[request] === Phase.decode && table.at[request] === slot
    blocks += isStream ? most : Math.max(0, Math.ceil(setAside(request) / blockTokens) - list[slot].length)
  }
  return blocks
}
