/**
 * What a run of a cluster answers. A new question is its definition (asked.ts), the file that finds its answer, and a line here, or in the
 * mechanism that it is about.
 */
import { type Answers, answering } from '../../../kernel/question.ts'
import * as common from '../../asked.ts'
import * as asked from '../asked.ts'
import type { Past } from '../core/past.ts'
import { mechanisms } from '../mechanisms/index.ts'
import { requestsCsv } from '../metrics/requests-csv.ts'
import { blame } from './blame.ts'
import { blocksAt } from './block-map.ts'
import { chromeTrace } from './chrome-trace.ts'
import { rangeExplained } from './explain/range.ts'
import { requestExplained } from './explain/request.ts'
import { landmark } from './landmarks.ts'
import { explainAt } from './look-again.ts'
import { requestTable } from './requests-table.ts'
import { roofline } from './roofline.ts'
import { vidurCsv } from './vidur-csv.ts'

export const answersOf = (run: Past): Answers =>
  Object.fromEntries([
    answering(common.explain, (at) => explainAt(() => run.twinBefore(at), at)),
    answering(common.explainRequest, (request) => requestExplained(run, request)),
    answering(common.explainRange, (from, until) => rangeExplained(run, from, until)),
    answering(common.requests, () => requestTable(run.cluster)),
    answering(common.requestsCsv, () => requestsCsv(run.cluster)),
    answering(common.landmark, (kind, at, direction) => landmark(run, kind, at, direction)),
    answering(asked.blocks, (at, instance) => blocksAt(run, at, instance)),
    answering(asked.roofline, (from, until, instance, most) => roofline(run, { from, until, instance, most })),
    answering(asked.blame, (request) => blame(run, request)),
    answering(asked.chromeTrace, (about) => chromeTrace(run, about)),
    answering(asked.vidurCsv, () => vidurCsv(run.cluster)),
    ...mechanisms.flatMap(({ questions = [] }) => questions.map((answer) => answer(run))),
  ])
