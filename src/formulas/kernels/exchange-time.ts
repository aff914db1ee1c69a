/**
 * Time of sending tokens to their experts or back: a start, and what a link carries, rounded off where they meet.
 *
 *   t = (a^p + (tokens · dim · bytes · copies / (e · B · min(1, r · units)))^p)^(1/p)
 *
 * `copies` are those that leave the sender: one an expert where each is sent by itself, one a device or node where copies are shared.
 * r is what one communicating unit moves of the link; senders without units of their own have all of it.
 */
import type { BytesPerSecond, Fraction, Seconds } from '../../kernel/units.ts'
import { blended } from './blend.ts'

export interface ExchangeFit {
  readonly start: Seconds
  readonly link: Fraction
  /** r. */
  readonly perUnit: Fraction
  readonly blend: number
}

export interface ExchangeShape {
  readonly tokens: number
  readonly dim: number
  readonly valueBytes: number
  readonly copies: number
  /** Multiprocessors that move data; 0 where none is set apart. */
  readonly units: number
}

export function exchangeTime(
  { tokens, dim, valueBytes, copies, units }: ExchangeShape,
  bandwidth: BytesPerSecond,
  { start, link, perUnit, blend }: ExchangeFit,
): Seconds {
  const share = units === 0 ? 1 : Math.min(1, perUnit * units)
  return blended(start, (tokens * dim * valueBytes * copies) / (link * bandwidth * share), blend)
}
