/**
 * Time of causal prefill attention of pieces of prompts: blocks of 128 queries that each walk over the keys they see.
 *
 *   blocks = pieces · heads · n,  n = ⌈queries / 128⌉,  fewer where the heads of a group share a block of short pieces
 *   walk   = s + 4 · 128 · d · keys / (e_c · F / units)     of a block; mean keys: cached + 64 (n + 1), of the last one: cached + 128 n
 *   t_c    = max(longest walk, blocks / units · mean walk + τ · longest walk)
 *   t_b    = bytes of q, k, v and the result / (e_b · B)
 *   t      = (t_c^p + t_b^p)^(1/p) + o
 *
 * τ is the tail: units that have run out of blocks while the last ones finish. Short pieces fill no block, and pay for it.
 */
import type { Bytes, Fraction, Seconds, Tokens } from '../../kernel/units.ts'
import type { KernelDevice } from './device.ts'
import { blended } from './gemm-time.ts'

export interface PrefillAttentionFit {
  readonly compute: Fraction
  readonly memory: Fraction
  readonly launch: Seconds
  /** s. */
  readonly start: Seconds
  /** τ. */
  readonly tail: Fraction
  readonly blend: number
}

export interface PrefillAttentionShape {
  /** Pieces of prompts, their queries each, and what was cached before them. */
  readonly pieces: number
  readonly queries: Tokens
  readonly cached: Tokens
  /** Of one device. */
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  readonly valueBytes: Bytes
}

const BLOCK = 128

export function prefillAttentionTime(
  { pieces, queries, cached, heads, kvHeads, headDim, valueBytes }: PrefillAttentionShape,
  { flops, bandwidth, units }: KernelDevice,
  { compute, memory, launch, start, tail, blend }: PrefillAttentionFit,
): Seconds {
  if (pieces === 0 || queries === 0) return 0
  const rows = Math.ceil(queries / BLOCK)
  // Short pieces share a block among the heads of a group.
  const blocks = pieces * Math.min(heads * rows, kvHeads * Math.ceil((queries * heads) / kvHeads / BLOCK))
  const perKey = (4 * BLOCK * headDim * units) / (compute * flops)
  const mean = start + perKey * (cached + (BLOCK * (rows + 1)) / 2)
  const longest = start + perKey * (cached + BLOCK * rows)
  const walking = Math.max(longest, (blocks / units) * mean + tail * longest)
  const bytes = pieces * headDim * (4 * heads * queries + 2 * kvHeads * (cached + queries) * valueBytes)
  return blended(walking, bytes / (memory * bandwidth), blend) + launch
}
