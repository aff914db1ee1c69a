/**
 * An errand is work that a worker does beside any run, and that may take long: a question with news on the way. Its definition names it;
 * worker and client forward all of them by one `errand`, and end any by one `cancel`. Of one errand only the last is wanted.
 */
import { type Question, WHOLE_RUN } from './question.ts'

export interface Errand<Arguments extends readonly unknown[] = readonly never[], News = unknown, Answer = unknown>
  extends Question<Arguments, Answer> {
  /** Never there: what is told on the way, for the compiler. */
  readonly news?: (news: News) => void
}

export const defineErrand = <Arguments extends readonly unknown[], Answer, News = never>(errand: {
  readonly id: string
  readonly doing: string
}): Errand<Arguments, News, Answer> => ({ patience: WHOLE_RUN, ...errand })
