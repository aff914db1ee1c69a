/**
 * A named prefix and its length, as a plain CSV tells it, as prefix-chained blocks of 16 tokens (the engine's default block):
 * block i of prefix p always has the same id, so two rows with the same prefix share as many whole blocks as the shorter has.
 */
import { MOST_BLOCKS } from '../arrival-table.ts'

export const PREFIX_BLOCK = 16

export interface PrefixBlocks {
  /** Ids of at least ⌊tokens / 16⌋ blocks of the prefix, valid until the next call; none for an empty name. */
  idsOf(prefix: string, tokens: number): readonly number[]
}

export function createPrefixBlocks(): PrefixBlocks {
  const known = new Map<string, number[]>()
  let nextId = 0
  return {
    idsOf(prefix, tokens) {
      if (prefix === '' || !(tokens >= PREFIX_BLOCK)) return []
      const ids = known.get(prefix) ?? []
      known.set(prefix, ids)
      // A hostile file names a new prefix of ten million tokens in every line of 30 bytes: ids stop where the table would.
      const blocks = Math.min(Math.floor(tokens / PREFIX_BLOCK), ids.length + MOST_BLOCKS - nextId)
      while (ids.length < blocks) ids.push(nextId++)
      return ids
    },
  }
}
