/**
 * Time of a collective among n accelerators: a start, a hop a rank, and what goes through each link. Libraries send short messages
 * by a protocol that starts at once and moves less, and long ones by one that starts later and fills the link:
 *
 *   t   = a + h (n − 1) + min over both protocols of (start + f · s / (e · B)),  the short one with start 0
 *   f   = 2 (n − 1) / n of an all-reduce, (n − 1) / n of the others, 1 of a message
 *
 * with s the bytes of the whole vector. The minimum is rounded off: (x^−4 + y^−4)^(−1/4).
 */
import { pow } from '../../kernel/math.ts'
import type { Bytes, BytesPerSecond, Fraction, Seconds } from '../../kernel/units.ts'

export const collectives = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'send'] as const
export type Collective = (typeof collectives)[number]

export interface CollectiveFit {
  /** a, h. */
  readonly start: Seconds
  readonly hop: Seconds
  /** Start and share of the link of the protocol for long messages. */
  readonly longStart: Seconds
  readonly link: Fraction
  /** Share of the link of the one for short messages. */
  readonly shortLink: Fraction
}

export interface CollectiveShape {
  readonly kind: Collective
  readonly ranks: number
  readonly bytes: Bytes
}

export function collectiveTime(
  { kind, ranks, bytes }: CollectiveShape,
  bandwidth: BytesPerSecond,
  { start, hop, longStart, link, shortLink }: CollectiveFit,
): Seconds {
  if (ranks < 2 || bytes === 0) return 0
  const passes = kind === 'send' ? 1 : ((kind === 'all-reduce' ? 2 : 1) * (ranks - 1)) / ranks
  const sent = (passes * bytes) / bandwidth
  return start + hop * (ranks - 1) + lesser(sent / shortLink, longStart + sent / link)
}

/** The smaller one, rounded off where they cross. */
const lesser = (x: Seconds, y: Seconds): Seconds => {
  const small = Math.min(x, y)
  return small * pow(1 + pow(small / Math.max(x, y), 4), -1 / 4)
}
