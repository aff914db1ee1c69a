/** How tokens come: which models it takes, what drafting costs beside the target, and the way of writing it makes. */
import type * as z from 'zod'
import type { Seams } from './attention.ts'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'
import type { DraftLength } from './draft-length.ts'
import type { Drafter, LayersDone } from './drafter.ts'
import type { Kernels } from './kernels.ts'
import type { Model, ModelEnds } from './model.ts'
import type { Sampling } from './sampling.ts'
import type { Stepper } from './stepper.ts'
import type { WeightFile } from './weight-file.ts'
import type { Meter } from './work.ts'
import type { Writing } from './writing.ts'

export interface DecoderContext {
  readonly kernels: Kernels
  readonly sampling: Sampling
  readonly models: ModelShelf
  /** Whether the learned sink is there. */
  readonly sink: boolean
  readonly target: TargetView
  /** A rule for the length of drafts, for who drafts one token after another. */
  length(): DraftLength
  /** The target writes in rounds: the drafter proposes, one pass judges; null writes token by token. */
  rounds(drafter: Drafter | null): Writing
}

/** The models of a decoder. The target is none of them: running it would tell what it is going to say. */
export interface ModelShelf {
  /** A transformer by the name of its file; the same one each time. */
  transformer(name: string): Model
  cacheFor(model: { readonly shape: Model['shape'] }): KvEntries
  file(name: string): WeightFile
  /** Rows of a pass, entries of a cache and who counts the work, for models that are made of heads. */
  readonly room: ModelRoom
}

export interface ModelRoom {
  readonly mostRows: number
  readonly capacity: number
  readonly meter: Meter
}

/** What a drafter has of the target: what the text so far left behind, and the target as its own draft. */
export interface TargetView {
  readonly ends: ModelEnds
  /** Last hidden state of every token it has seen, (capacity, dim), and the newest of them where kernels can reach it. */
  readonly features: Float32Array
  readonly lastState: Float32Array
  /** Its first layers and an exit head: what they compute is not computed again. */
  firstLayers(layers: number): FirstLayers
  /** All of it over a copy of its cache that is made poorer, afresh each round. */
  overPoorerCache(diet: Diet): Stepper
}

export interface FirstLayers {
  readonly stepper: Stepper
  readonly done: LayersDone
  /** A round begins: nothing is fed. */
  begin(text: readonly number[]): void
}

export interface Diet {
  /** Makes the copied cache poorer. */
  slim(copy: KvEntries): void
  /** What happens to entries that are drafted on top. */
  readonly seams: Seams
}

export interface DecoderDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Writing, DecoderContext> {
  /**
   * A model that writes in the target's place, a whole text in one pass. Nothing of a cache is kept from one step to the next but what it
   * keeps itself, so a target, a format or a retention that is chosen beside it is refused.
   */
  readonly replaces?: string
  /** The one target that its heads or exits were trained on. */
  readonly headsOf?: string
  /** The model that drafts, where one does: it has a distribution at every position. */
  draftModel?(knobs: z.output<Knobs>): string
  /** Files beside the target's. */
  models(knobs: z.output<Knobs>): readonly string[]
  /** Drafts one token after another, so that a rule for the length is asked. */
  asksLength(knobs: z.output<Knobs>): boolean
}
export const defineDecoder = <Id extends string, K extends z.ZodType>(
  definition: DecoderDefinition<Id, K>,
): DecoderDefinition<Id, K> => definition
