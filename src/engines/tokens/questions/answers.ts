/** What a run of real tokens answers. */
import type { Explanation } from '../../../kernel/engine.ts'
import { type Answers, answering } from '../../../kernel/question.ts'
import type { Seconds } from '../../../kernel/units.ts'
import * as common from '../../asked.ts'
import * as asked from '../asked.ts'
import type { TokensRun } from '../core/tokens-run.ts'
import { attentionOf, cacheMapAt, roundAgain } from './again.ts'
import { acceptanceOf, expertDomainsOf, landmarkOf, requestsCsvOf, requestTableOf, writtenOf } from './tables.ts'

export interface Explaining extends TokensRun {
  explain(at: Seconds): Explanation | null
  explainRequest(request: number): Explanation | null
}

export const answersOf = (run: Explaining): Answers =>
  Object.fromEntries([
    answering(common.explain, (at) => run.explain(at)),
    answering(common.explainRequest, (request) => run.explainRequest(request)),
    answering(common.requests, () => requestTableOf(run)),
    answering(common.requestsCsv, () => requestsCsvOf(run)),
    answering(common.acceptance, () => acceptanceOf(run)),
    answering(common.landmark, (kind, at, direction) => landmarkOf(run, kind, at, direction)),
    answering(asked.written, (request) => writtenOf(run, request)),
    answering(asked.round, (request, round, row) => roundAgain(run, request, { round, row })),
    answering(asked.attention, (request, place) => attentionOf(run, request, place)),
    answering(asked.cacheMap, (at) => cacheMapAt(run, at)),
    answering(asked.expertDomains, () => expertDomainsOf(run)),
  ])
