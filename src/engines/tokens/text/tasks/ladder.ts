/**
 * The ladder: exercises of all tasks by difficulty, on which a model of a million weights falls from nearly always to one in five. Training
 * texts, prompts and accuracies take them from here; exercise i of a stream is the same whoever asks.
 */
import type { Prompt } from '../../contracts/prompts.ts'
import type { Choices } from '../choices.ts'
import { type Passage, PassageWriter } from '../domain.ts'
import { tasks } from './index.ts'
import type { Difficulty, Task } from './task.ts'

export interface Exercise {
  readonly task: Task
  readonly question: string
  /** What should follow, from the space before it to the end of its line: 12 is no answer where 123 is asked for. */
  readonly answer: string
}

export function exerciseOf(choices: Choices, difficulty: Difficulty, among: readonly Task[] = tasks): Exercise {
  const task = choices.pick(among)
  const question = task.question(choices, difficulty)
  return { task, question, answer: ` ${task.answer(question)}\n` }
}

/** Several exercises of a difficulty, as a text to learn from: what is asked, nobody can foresee. */
export function ladderPassage(choices: Choices, difficulty: Difficulty): Passage {
  const writer = new PassageWriter()
  for (let left = choices.between(2, 6); left > 0; left--) {
    const { question, answer } = exerciseOf(choices, difficulty)
    writer.unforeseen(question).answer(answer)
  }
  return writer.done()
}

/** What prompts, corpora and accuracies of a difficulty go by. */
export const rungOf = (difficulty: Difficulty): string => `ladder-${difficulty}`

export function ladderPrompt(choices: Choices, difficulty: Difficulty, among: readonly Task[]): Prompt {
  const { question, answer } = exerciseOf(choices, difficulty, among)
  return { domain: rungOf(difficulty), text: question, answer }
}
