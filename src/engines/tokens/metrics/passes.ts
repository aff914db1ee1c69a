/** Passes of models that texts took: counts, whatever the hardware. */
import type { RequestLog } from '../core/request-log.ts'
import { defineMetric, ratio } from './run-facts.ts'

const ended = (logs: readonly RequestLog[]): readonly RequestLog[] => logs.filter(({ end }) => !Number.isNaN(end))

export const passesPerText = defineMetric({
  id: 'passesPerText',
  label: 'Passes a text (NFE)',
  unit: 'passes',
  better: 'lower',
  help: 'Forward passes that a text took of the model that writes it; reading the prompt is one, where it is read by itself.',
  formula: 'passes / texts',
  validity: 'Passes of a draft are not among them; of texts that have ended.',
  of({ logs }) {
    const texts = ended(logs)
    const passes = texts.reduce((sum, { rounds }) => sum + rounds, 0)
    return { value: ratio(passes, texts.length), n: texts.length, substituted: `${passes} / ${texts.length}` }
  },
  by: ({ logs }) => {
    const texts = ended(logs)
    return { over: texts.map(({ rounds }) => rounds), under: texts.map(() => 1) }
  },
})

export const draftPassesPerToken = defineMetric({
  id: 'draftPassesPerToken',
  label: 'Drafting passes a token',
  unit: 'passes',
  better: 'lower',
  help: 'Passes of whoever drafts for every token written.',
  place: 'detail',
  of: ({ drafts, totals: { draftPasses, written } }) =>
    drafts && draftPasses > 0 ? { value: ratio(draftPasses, written), n: written } : null,
})
