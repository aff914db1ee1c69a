/** How a prediction did against the run: right or not, and by how much it missed. */
import type { Prediction, Summaries } from './lesson.ts'

export type Verdict =
  | { readonly kind: 'choice'; readonly isRight: boolean; readonly answer: string }
  | {
      readonly kind: 'number'
      readonly isRight: boolean
      readonly answer: number
      /** Prediction over answer: 2 is twice too much. */
      readonly factor: number
    }

/** Null while the run has not given its answer. */
export function judge(prediction: Prediction, said: string | number, summaries: Summaries): Verdict | null {
  if (prediction.kind === 'choice') {
    const answer = prediction.answer(summaries)
    return answer === null ? null : { kind: 'choice', isRight: said === answer, answer }
  }
  const answer = prediction.answer(summaries)
  if (answer === null) return null
  const factor = Number(said) / answer
  const isRight = factor <= prediction.within && factor >= 1 / prediction.within
  return { kind: 'number', isRight, answer, factor }
}
