/** A way to write: which models it needs, what it costs beside the target, and the drafter it makes. */
import type * as z from 'zod'
import type { Bench } from '../../model/bench.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Seams, Transformer } from '../../model/transformer.ts'
import type { Sampling } from '../../sampling/sampling.ts'
import type { Denoiser } from '../../writing/denoising/denoising.ts'
import type { LengthPolicy } from '../draft-length/length.ts'
import type { Foretell } from './drafters/chain.ts'
import type { Drafter } from './drafters/drafter.ts'

export interface DecoderContext {
  readonly bench: Bench
  readonly target: Transformer
  /** The target's cache, and its last hidden states: all (capacity, dim) and the newest. */
  readonly cache: KvCache
  readonly features: Float32Array
  readonly lastState: Float32Array
  readonly sampling: Sampling
  readonly length: LengthPolicy
  /** Null where the length rule has no head. */
  readonly foretell: Foretell | null
  readonly seams: Seams
}

export interface DecoderDefinition<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  /** A model that writes in the target's place. */
  readonly replaces?: string
  /** The one target that its heads or exits were trained on. */
  readonly headsOf?: string
  /** The model that drafts, where one does: it has a distribution at every position. */
  draftModel?(knobs: z.output<Knobs>): string
  /** Files beside the target's. */
  models(knobs: z.output<Knobs>): readonly string[]
  /** Drafts one token after another, so that a rule for the length is asked. */
  asksLength(knobs: z.output<Knobs>): boolean
  /** Weights that one pass of the drafter reads, as a share of the target's. */
  costShare(knobs: z.output<Knobs>, parameters: (model: string) => number): number
  /** Null writes token by token. */
  create(knobs: z.output<Knobs>, context: DecoderContext): Drafter | null
  /** Writes by filling in masks instead of round by round. */
  denoiser?(knobs: z.output<Knobs>, context: DecoderContext): Denoiser
}

export const defineDecoder = <Knobs extends z.ZodType>(
  definition: DecoderDefinition<Knobs>,
): DecoderDefinition<Knobs> => definition
