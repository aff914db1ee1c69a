/**
 * A question is how anybody asks a run: its definition names it, says what the worker is at with it and how long it may be silent, and what
 * goes in and comes out. The engine answers (`Answers`); worker, client and store forward all of them by one `ask`.
 */
export interface Question<Arguments extends readonly unknown[] = readonly never[], Answer = unknown> {
  readonly id: string
  /** What a worker is at that answers it, as in “while it was …”. */
  readonly doing: string
  /** Milliseconds of silence after which a worker that answers it counts as dead. */
  readonly patience: number
  /** Never there: what goes in and comes out, for the compiler. */
  readonly signature?: (...args: Arguments) => Answer
}

/** As much of a question as names it. */
export type Named<Arguments extends readonly unknown[], Answer> = {
  readonly id: string
  readonly signature?: ((...args: Arguments) => Answer) | undefined
}

/** What an engine knows to answer, by the question's id. */
export type Answers = Readonly<Record<string, (...args: never[]) => unknown>>

/** Answered from what is there. */
const AT_ONCE = 8_000
/** A stretch of the run is simulated again. */
export const LOOKING_AGAIN = 30_000
/** All of the run is gone through. */
export const WHOLE_RUN = 120_000

export const defineQuestion = <Arguments extends readonly unknown[], Answer>(question: {
  readonly id: string
  readonly doing: string
  readonly patience?: number
}): Question<Arguments, Answer> => ({ patience: AT_ONCE, ...question })

/** One line of `Answers`. */
export type AnswerEntry = readonly [id: string, answer: (...args: never[]) => unknown]

/** Such a line, held to its question. */
export const answering = <Arguments extends readonly unknown[], Answer>(
  { id }: Question<Arguments, Answer>,
  answer: (...args: Arguments) => Answer,
): AnswerEntry => [id, answer as unknown as (...args: never[]) => unknown]

/** The answer of whoever knows one; null where the engine has none. */
export function answerOf<Arguments extends readonly unknown[], Answer>(
  answers: Answers | undefined,
  { id }: Named<Arguments, Answer>,
  ...args: Arguments
): Answer | null {
  const answer =
    answers !== undefined && Object.hasOwn(answers, id)
      ? (answers[id] as unknown as (...given: Arguments) => Answer)
      : null
  return answer === null ? null : answer(...args)
}
