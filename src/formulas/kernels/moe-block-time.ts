/**
 * Time of a fused block of experts (gate and up, activation, down) on one rank: the experts that got a token are read, and each
 * one's tokens are padded to whole blocks.
 *
 *   touched = experts · (1 − (1 − active / experts_all)^tokens)      of the rank's
 *   padded  = touched · P · (tokens of an expert / P + 1/2), at least a block each
 *   t_c     = 6 · dim · inner · padded / (e_c · F)
 *   t_b     = 3 · dim · inner · bytes · touched / (e_b · B)
 *   t_a     = handled · (12 · inner + 4 · dim) / (e_a · B)           buffers between the three kernels and the sum over a token's experts
 *   t       = (t_c^p + t_b^p)^(1/p) + t_a + o + x · touched
 *
 * handled are all pairs that the buffers hold: a fused kernel with an expert map writes zeros for the experts of other ranks.
 *
 * A skewed router sends `skew` times the mean load to the fullest rank, which all others wait for.
 */
import { pow } from '../../kernel/math.ts'
import type { Bytes, Fraction, Seconds, Tokens } from '../../kernel/units.ts'
import { type Blend, blended } from './blend.ts'
import type { KernelDevice } from './device.ts'
import type { KernelTerms } from './terms.ts'

/** A rank's kernels, given what they touch. */
export interface ExpertKernelFit {
  readonly compute: Fraction
  readonly memory: Fraction
  /** e_a. */
  readonly buffers: Fraction
  readonly launch: Seconds
  /** x: beside, for every expert that is touched. */
  readonly perExpert: Seconds
  /** P. */
  readonly block: Tokens
  readonly blend: number
}

export interface MoeBlockShape {
  /** Before routing, of all ranks. */
  readonly tokens: Tokens
  readonly dim: number
  /** Inner width of what a rank holds of one expert. */
  readonly inner: number
  /** Of all ranks, and of this one. */
  readonly experts: number
  readonly expertsHere: number
  readonly active: number
  readonly weightBytes: Bytes
  /** (token, expert) pairs that the rank's buffers hold. */
  readonly handled: number
  /** Load of the fullest rank over the mean. */
  readonly skew: number
}

export type MoeBlockFit = ExpertKernelFit

export interface ExpertKernelShape {
  /** Experts that got a token, and (token, expert) pairs of them. */
  readonly touched: number
  readonly pairs: number
  readonly handled: number
  readonly dim: number
  readonly inner: number
  readonly weightBytes: Bytes
}

export function expertKernelTime(
  { touched, pairs, handled, dim, inner, weightBytes }: ExpertKernelShape,
  { flops, bandwidth }: KernelDevice,
  fit: ExpertKernelFit,
  blend: Blend = blended,
  terms?: KernelTerms,
): Seconds {
  if (touched === 0) return 0
  const { compute, memory, buffers, launch, perExpert, block } = fit
  const padded = Math.max(touched * block, pairs + (touched * block) / 2)
  const computing = (6 * dim * inner * padded) / (compute * flops)
  const reading = (3 * dim * inner * weightBytes * touched) / (memory * bandwidth)
  const moving = (handled * (12 * inner + 4 * dim)) / (buffers * bandwidth)
  if (terms) {
    terms.compute = computing
    terms.memory = reading + moving
    terms.fixed = launch + perExpert * touched
  }
  return blend(computing, reading, fit.blend) + moving + launch + perExpert * touched
}

export function moeBlockTime(
  { tokens, experts, expertsHere, active, skew, ...shape }: MoeBlockShape,
  device: KernelDevice,
  fit: MoeBlockFit,
): Seconds {
  if (tokens === 0) return 0
  const pairs = Math.min((tokens * active * expertsHere * skew) / experts, tokens * Math.min(active, expertsHere))
  const touched = Math.max(Math.min(1, pairs), expertsHere * (1 - pow(1 - active / experts, tokens)))
  return expertKernelTime({ ...shape, touched, pairs }, device, fit)
}
