/** What a run answers. */
import { type Answers, answering } from '../../../kernel/question.ts'
import * as asked from '../asked.ts'
import type { LocalityRun } from '../core/locality-run.ts'

export const answersOf = (run: LocalityRun): Answers =>
  Object.fromEntries([answering(asked.structure, () => run.subject.drawing())])
