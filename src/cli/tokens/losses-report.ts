/** What each model foresees: loss by domain, retrieval, size. */
import { readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import { inductionAccuracy, recallAccuracy } from '../../engines/tokens/evaluate/retrieval.ts'
import { lossOf } from '../../engines/tokens/evaluate/teacher-forced.ts'
import { domainsOf, ofDomain } from '../../engines/tokens/evaluate/texts.ts'
import type { Report } from './report.ts'

const MODELS = ['target', 'moe', 'draft', 'draft-plain'] as const
const PASSAGES = 40

export const lossesReport: Report = {
  id: 'losses',
  title: 'Loss by domain (nats a token), retrieval, and size of each model',
  models: MODELS,
  note: 'prose and play are measured where the books are at hand (LAB_DATA)',
  rows: ({ bench, texts, assets, progress }) =>
    MODELS.map((name) => {
      progress(name)
      const reading = readingOf(bench([name]), name)
      const losses = domainsOf(texts).map((domain) => [domain, lossOf(reading, ofDomain(texts, domain)).loss])
      return {
        model: name,
        ...Object.fromEntries(losses),
        recall12: recallAccuracy(reading, 12, PASSAGES).share,
        recall40: recallAccuracy(reading, 40, PASSAGES).share,
        induction: inductionAccuracy(reading, PASSAGES).share,
        parameters: assets.manifest.models[name].parameters,
        bytes: assets.manifest.models[name].bytes,
      }
    }),
}
