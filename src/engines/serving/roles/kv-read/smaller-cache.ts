/**
 * What a smaller cache of real models saves and costs: entries that are kept and bits of a number are a share of what a plain cache has, and
 * streams read that share of their context. How far the distributions move is carried along, so that both stand side by side.
 *
 * Left out: what is not kept leaves room for others; the capacity of the cluster stays what it is.
 */
import type { KvErrorRow } from '../../../../kernel/artefacts.ts'
import type { KvRead, KvReadContext } from '../../contracts/kv-read.ts'

/** Bits of a number of a plain cache. */
const PLAIN_BITS = 16

export function smallerCache(rows: readonly KvErrorRow[], { requests }: KvReadContext): KvRead {
  // Texts count by their tokens.
  const tokens = rows.reduce((sum, row) => sum + row.tokens, 0)
  const mean = (of: (row: KvErrorRow) => number): number =>
    rows.reduce((sum, row) => sum + row.tokens * of(row), 0) / tokens
  const share = mean(({ entries, positions, bitsPerElement }) => (entries / positions) * (bitsPerElement / PLAIN_BITS))
  return {
    unread(streams, count) {
      let saved = 0
      for (let i = 0; i < count; i++) saved += requests.computed[streams[i]] * Math.max(0, 1 - share)
      return saved
    },
    grows: true,
    error: { share, divergence: mean(({ divergence }) => divergence), sameTop: mean(({ sameTop }) => sameTop) },
  }
}
