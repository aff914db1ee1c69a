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
export const definePrompts = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, readonly Prompt[], PromptsContext>,
): Definition<Id, K, readonly Prompt[], PromptsContext> => definition
