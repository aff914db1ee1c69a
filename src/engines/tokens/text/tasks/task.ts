/**
 * A task of the ladder: questions of five difficulties, each with one right answer. The answer is worked out from the text of the question
 * alone, so what asks cannot be out of step with what judges, and an answer can be judged wherever its question is at hand.
 */
import type { Choices } from '../choices.ts'

export const DIFFICULTIES = [1, 2, 3, 4, 5] as const
export type Difficulty = (typeof DIFFICULTIES)[number]

export interface Task {
  readonly id: string
  readonly title: string
  /** One sentence: what is asked, and what grows with the difficulty. */
  readonly help: string
  /** One or more lines; the last ends where the answer begins. */
  question(choices: Choices, difficulty: Difficulty): string
  /** The one right answer, without the space before it. */
  answer(question: string): string
}
