/** Asks a run as the page does: by its answers. */
import * as common from '../../../src/engines/asked.ts'
import * as asked from '../../../src/engines/serving/asked.ts'
import type { Answers, Question } from '../../../src/kernel/question.ts'

export function asking({ answers }: { readonly answers: Answers }) {
  const answer = <A extends readonly unknown[], R>({ id }: Question<A, R>) => {
    if (!Object.hasOwn(answers, id)) throw new Error(`nobody answers ${id}`)
    return answers[id] as unknown as (...args: A) => R
  }
  return {
    explain: answer(common.explain),
    explainRequest: answer(common.explainRequest),
    explainRange: answer(common.explainRange),
    requests: answer(common.requests),
    requestsCsv: answer(common.requestsCsv),
    acceptance: answer(common.acceptance),
    landmark: answer(common.landmark),
    blocks: answer(asked.blocks),
    roofline: answer(asked.roofline),
    blame: answer(asked.blame),
    chromeTrace: answer(asked.chromeTrace),
    vidurCsv: answer(asked.vidurCsv),
  }
}
