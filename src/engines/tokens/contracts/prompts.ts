/** Where texts begin. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Definition } from './definition.ts'

export interface Prompt {
  readonly domain: string
  readonly text: string
  /** What should follow; empty where nobody can say. */
  readonly answer: string
}
export interface PromptsContext {
  readonly draws: Draws
}
export interface PromptsDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, readonly Prompt[], PromptsContext> {
  /** The text that a person wrote, where one did. */
  typed?(knobs: z.output<Knobs>): string
}
export const definePrompts = <Id extends string, K extends z.ZodType>(
  definition: PromptsDefinition<Id, K>,
): PromptsDefinition<Id, K> => definition
