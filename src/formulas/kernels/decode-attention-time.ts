/**
 * Time of decode attention. A block walks over the keys of one sequence and KV head, tile by tile; where there are few of those,
 * contexts are split among several blocks, as many as fill the device, up to 32.
 *
 *   splits = min(⌈context / T⌉, ⌊f · units / (sequences · kvHeads)⌋, 32),  at least 1
 *   waves  = max(1, sequences · kvHeads · splits / (R · units))
 *   t_w    = waves · (s + T · ⌈context / splits / T⌉ · bytes of a key / (e_w · B / units))
 *   t_b    = bytes / (e_b · B)
 *   t      = (t_w^p + t_b^p)^(1/p) + o + q · sequences · heads
 *
 * with tiles of T keys, R blocks side by side on a unit, s what a block takes to begin and end, q what each row of queries costs.
 */
import type { Bytes, Fraction, Seconds, Tokens } from '../../kernel/units.ts'
import { type Blend, blended } from './blend.ts'
import type { KernelDevice } from './device.ts'
import type { KernelTerms } from './terms.ts'

export interface DecodeAttentionFit {
  readonly memory: Fraction
  readonly launch: Seconds
  /** q. */
  readonly perRow: Seconds
  /** T. */
  readonly tile: Tokens
  /** f: blocks a unit that contexts are split for. */
  readonly fill: number
  /** e_w: what one block reads, of a unit's share of the bandwidth. */
  readonly walk: number
  /** R. */
  readonly resident: number
  /** s. */
  readonly start: Seconds
  /** p. */
  readonly blend: number
}

export interface DecodeAttentionShape {
  readonly sequences: number
  /** Cached positions of each. */
  readonly context: Tokens
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  readonly valueBytes: Bytes
}

export const decodeAttentionTime = (
  { sequences, context, ...heads }: DecodeAttentionShape,
  device: KernelDevice,
  fit: DecodeAttentionFit,
): Seconds => decodeAttention(heads, device, fit)(sequences, context)

const MOST_SPLITS = 32

/** The form for one model and device: an engine asks for it every iteration, mostly of as many sequences as the time before. */
export function decodeAttention(
  { heads, kvHeads, headDim, valueBytes }: Omit<DecodeAttentionShape, 'sequences' | 'context'>,
  { bandwidth, units }: KernelDevice,
  fit: DecodeAttentionFit,
  blend: Blend = blended,
): (sequences: number, context: Tokens, terms?: KernelTerms) => Seconds {
  const { memory, launch, perRow, tile, fill, walk, resident, start, blend: p } = fit
  const keyBytes = 2 * headDim * valueBytes
  const tileTime = (tile * keyBytes * units) / (walk * bandwidth)
  const wavesPerBlock = 1 / (resident * units)
  const readPerKey = keyBytes / (memory * bandwidth)
  // Of `last` sequences.
  let last = -1
  let lists = 0
  let fillSplits = 0
  let fixed = 0
  return (sequences, context, terms) => {
    if (sequences === 0) return 0
    if (sequences !== last) {
      last = sequences
      lists = sequences * kvHeads
      fillSplits = Math.min(Math.floor((fill * units) / lists), MOST_SPLITS)
      fixed = launch + perRow * sequences * heads
    }
    const tiles = context / tile
    const splits = Math.max(1, Math.min(Math.ceil(tiles), fillSplits))
    const waves = Math.max(1, lists * splits * wavesPerBlock)
    const walking = waves * (start + Math.ceil(tiles / splits) * tileTime)
    const reading = blend(walking, lists * context * readPerKey, p)
    if (terms) {
      // A walk is reading but for its start and end; products are hidden behind it.
      terms.compute = 0
      terms.memory = reading - waves * start
      terms.fixed = waves * start + fixed
    }
    return reading + fixed
  }
}
