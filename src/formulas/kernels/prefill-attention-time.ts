/**
 * Time of causal prefill attention of pieces of prompts: blocks of Q queries that each walk over the keys they see.
 *
 *   blocks = pieces · heads · n,  n = ⌈queries / Q⌉,  fewer where the heads of a group share a block of short pieces
 *   walk   = s + 4 · Q · d · keys / (e_c · F / units)     of a block; mean keys: cached + Q (n + 1) / 2, of the last one: cached + Q n
 *   t_c    = max(longest walk, blocks / units · mean walk + τ · longest walk)
 *   t_b    = bytes of q, k, v and the result / (e_b · B)
 *   t      = (t_c^p + t_b^p)^(1/p) + o
 *
 * τ is the tail: units that have run out of blocks while the last ones finish. Short pieces fill no block, and pay for it.
 */
import type { Bytes, Fraction, Seconds, Tokens } from '../../kernel/units.ts'
import { type Blend, blended } from './blend.ts'
import type { KernelDevice } from './device.ts'
import type { KernelTerms } from './terms.ts'

export interface PrefillAttentionFit {
  readonly compute: Fraction
  readonly memory: Fraction
  readonly launch: Seconds
  /** s. */
  readonly start: Seconds
  /** τ. */
  readonly tail: Fraction
  readonly blend: number
  /** Q. */
  readonly block: number
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

export function prefillAttentionTime(
  { pieces, queries, cached, heads, kvHeads, headDim, valueBytes }: PrefillAttentionShape,
  { flops, bandwidth, units }: KernelDevice,
  fit: PrefillAttentionFit,
  blend: Blend = blended,
  terms?: KernelTerms,
): Seconds {
  if (pieces === 0 || queries === 0) return 0
  const { compute, memory, launch, start, tail, block } = fit
  const rows = Math.ceil(queries / block)
  // Short pieces share a block among the heads of a group.
  const blocks = pieces * Math.min(heads * rows, kvHeads * Math.ceil((queries * heads) / kvHeads / block))
  const perKey = (4 * block * headDim * units) / (compute * flops)
  const mean = start + perKey * (cached + (block * (rows + 1)) / 2)
  const longest = start + perKey * (cached + block * rows)
  const together = (blocks / units) * mean + tail * longest
  const walking = Math.max(longest, together)
  const bytes = pieces * headDim * (4 * heads * queries + 2 * kvHeads * (cached + queries) * valueBytes)
  const reading = bytes / (memory * bandwidth)
  if (terms) {
    const starts = start * (walking === longest ? 1 : blocks / units + tail)
    terms.compute = walking - starts
    terms.memory = reading
    terms.fixed = starts + launch
  }
  return blend(walking, reading, fit.blend) + launch
}

/**
 * Time that sequences take which decode beside a piece of a prompt: the kernel for prompts does them too, a block a head with a
 * single query in it, and heads of a group do not share what they read.
 */
export function decodeBesidePrefillTime(
  {
    sequences,
    context,
    heads,
    headDim,
  }: { readonly sequences: number; readonly context: Tokens; readonly heads: number; readonly headDim: number },
  { flops, units }: KernelDevice,
  { compute, start, block }: PrefillAttentionFit,
  terms?: KernelTerms,
): Seconds {
  const perKey = (4 * block * headDim * units) / (compute * flops)
  if (terms) {
    terms.compute = (sequences * heads * perKey * context) / units
    terms.memory = 0
    terms.fixed = (sequences * heads * start) / units
  }
  return (sequences * heads * (start + perKey * context)) / units
}
