/**
 * A kind of text that the models were trained on. Four are written by generators, so that the page can make as much of
 * them as it wants, with answers that can be checked; prose and plays come from books that are not shipped.
 */
import type { Choices } from './choices.ts'

/** A place in a text whose continuation is known: the prompt is everything before `at`. */
export interface Question {
  /** Characters of the text before the answer. */
  readonly at: number
  readonly answer: string
}

/** Characters [from, until) of a text. */
export type Stretch = readonly [from: number, until: number]

export interface Passage {
  readonly text: string
  readonly questions: readonly Question[]
  /** What nobody can foresee (the values of a list to remember): hardly counts as a loss in training and evaluation. */
  readonly noise: readonly Stretch[]
}

export interface Domain {
  readonly id: string
  readonly title: string
  /** One sentence: what is in it, and what is easy and hard about it. */
  readonly help: string
  passage(choices: Choices): Passage
}

/** Writes a passage piece by piece and remembers where its answers and its noise stand. */
export class PassageWriter {
  private text = ''
  private readonly questions: Question[] = []
  private readonly noise: Stretch[] = []

  say(text: string): this {
    this.text += text
    return this
  }

  answer(answer: string): this {
    this.questions.push({ at: this.text.length, answer })
    return this.say(answer)
  }

  unforeseen(text: string): this {
    this.noise.push([this.text.length, this.text.length + text.length])
    return this.say(text)
  }

  done(): Passage {
    return { text: this.text, questions: this.questions, noise: this.noise }
  }
}
