/**
 * How many denoising steps a block of masks takes. A statement about the model and the text: it knows blocks of an output by their number,
 * and nothing of batches or time.
 */
import type * as z from 'zod'
import type { Draws } from '../../../../../kernel/draws.ts'
import type { Provenance } from '../../../../../kernel/tracks.ts'
import type { Tokens } from '../../../../../kernel/units.ts'
import type { Found, RealSource } from '../../../contracts/real-source.ts'
import type { RequestId } from '../../../contracts/request.ts'

export interface Denoising {
  /** Tokens of a block. */
  readonly block: Tokens
  /** Steps of block `number` of the request's output, 1 to `block`: every step fills in one place at least. */
  steps(request: RequestId, number: number): number
}

export interface DenoisingContext {
  readonly draws: Draws
  /** Real behaviour to follow; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
}

export interface DenoisingDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType> {
  readonly id: Id
  readonly title: string
  /** One sentence: what it does. */
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  /** Where its steps come from; assumed where absent. */
  readonly provenance?: Provenance
  /** The real behaviour it follows, where it does. */
  follows?(knobs: z.output<Knobs>): RealSource
  create(knobs: z.output<Knobs>, context: DenoisingContext): Denoising
}

export const defineDenoising = <Id extends string, K extends z.ZodType>(
  definition: DenoisingDefinition<Id, K>,
): DenoisingDefinition<Id, K> => definition
