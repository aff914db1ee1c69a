/** How long prompts and answers are. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'

/** A length distribution: tokens of request number `index`, at least 1. */
export interface Length {
  readonly mean: Tokens
  /** `prompt`: number of the prompt, where prompts are asked several times: what they have in common may hang on it. */
  tokens(index: number, prompt?: number): Tokens
}
export interface LengthContext {
  readonly draws: Draws
  /** Stream name, so that prompt and output lengths draw apart. */
  readonly purpose: string
}
export type LengthDefinition = Definition<string, z.ZodType, Length, LengthContext>
export const defineLength = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Length, LengthContext>,
): Definition<Id, K, Length, LengthContext> => definition
