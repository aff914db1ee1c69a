/** Tokens out of a decode iteration, and the work that it asks for. */
import type * as z from 'zod'
import type { Provenance } from '../../../kernel/tracks.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { Found, RealSource } from './real-source.ts'
import type { RequestId } from './request.ts'

/** Tokens out of a decode iteration, and the work it asks for. */
export interface Decoder {
  /** Tokens the request's next decode iteration processes: 1 + what it drafts. Asked after every emission. */
  width(request: RequestId): number
  /**
   * Tokens emitted by an iteration that processed `width` tokens: 1 + accepted drafts, at most `left` (the output ends
   * there: what was drafted past the end is discarded). Adds to `context.acceptance`.
   */
  emit(request: RequestId, width: number, left: number): number
  /** Where acceptance comes from; null when nothing is ever drafted. */
  readonly drafts: Provenance | null
  /** Where the steps of blocks of masks come from, of a decoder that fills them in. */
  readonly fills?: Provenance
  /** Draft-model cost: one-token passes in sequence and time of one relative to the target's, 0 when nothing drafts. */
  readonly draftCost: number
}
export interface DecoderContext extends RoleContext {
  /** Amounts since the last iteration: [accepted, rejected, discarded, bonus]; the engine books and clears them. */
  readonly acceptance: Float64Array
  /** Amounts since the last iteration: [filled, masked, steps of streams]; the engine books and clears them. */
  readonly denoised: Float64Array
  /** Where a decoder that drafts writes down each verification. */
  readonly report: () => DraftReport
  /** Real behaviour to follow; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
}
export interface DecoderDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Decoder, DecoderContext> {
  /** Tokens are drafted and verified. */
  readonly isDrafting?: true
  /** Most positions that a stream computes at once; one, or a draft of at most sixteen and one more, where absent. */
  readonly widest?: number
  /** Blocks of masks are filled in, in several iterations. */
  readonly isDenoising?: true
}
export const defineDecoder = <Id extends string, K extends z.ZodType>(
  definition: DecoderDefinition<Id, K>,
): DecoderDefinition<Id, K> => definition

/** Where verifications are written down. */
export interface DraftReport {
  /** One verification of `drafted` tokens that looked at `checked` of them and kept `kept`. */
  round(request: RequestId, drafted: number, checked: number, kept: number): void
}
