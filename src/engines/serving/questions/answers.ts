/** What a run of a cluster answers. A new question is its definition (asked.ts), the file that finds its answer, and a line here. */
import type { Explanation } from '../../../kernel/engine.ts'
import { type Answers, answering } from '../../../kernel/question.ts'
import type { Seconds } from '../../../kernel/units.ts'
import * as common from '../../asked.ts'
import * as asked from '../asked.ts'

/** Who can look into a run: the simulation. */
export interface Answerer {
  explain(at: Seconds): Explanation | null
  explainRequest(request: number): Explanation | null
  explainRange(from: Seconds, until: Seconds): Explanation | null
  requests(): common.RequestTable
  requestsCsv(): string
  acceptance(): common.AcceptanceBreakdown | null
  landmark(kind: common.LandmarkKind, at: Seconds, direction: 1 | -1): common.Landmark | null
  blocks(at: Seconds, instance: number): asked.BlockMap | null
  roofline(from: Seconds, until: Seconds, instance: number, most: number): asked.RooflinePoints | null
  blame(request: number | null): asked.BlameReport | null
  chromeTrace(about: Readonly<Record<string, string>>): string
  vidurCsv(): string
}

export const answersOf = (run: Answerer): Answers =>
  Object.fromEntries([
    answering(common.explain, (at) => run.explain(at)),
    answering(common.explainRequest, (request) => run.explainRequest(request)),
    answering(common.explainRange, (from, until) => run.explainRange(from, until)),
    answering(common.requests, () => run.requests()),
    answering(common.requestsCsv, () => run.requestsCsv()),
    answering(common.acceptance, () => run.acceptance()),
    answering(common.landmark, (kind, at, direction) => run.landmark(kind, at, direction)),
    answering(asked.blocks, (at, instance) => run.blocks(at, instance)),
    answering(asked.roofline, (from, until, instance, most) => run.roofline(from, until, instance, most)),
    answering(asked.blame, (request) => run.blame(request)),
    answering(asked.chromeTrace, (about) => run.chromeTrace(about)),
    answering(asked.vidurCsv, () => run.vidurCsv()),
  ])
