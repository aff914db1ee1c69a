/** Tokens per target pass by draft length, beside the closed form of independent acceptance. */
import { PROMPT_DOMAINS } from '../../engines/tokens/text/prompts.ts'
import { expectedAccepted } from '../../formulas/expected-accepted.ts'
import type { Report, Row } from './report.ts'

export const passesReport: Report = {
  id: 'passes',
  title: 'Tokens per target pass for draft lengths 1 to 8, at temperature 1; beside it (1 − α^(γ+1)) / (1 − α)',
  models: ['target', 'draft'],
  note: 'α is the share of first drafts accepted, measured in the same run: real acceptance comes in runs, the form does not know it.',
  rows({ run, progress }) {
    const rows: Row[] = []
    for (const domain of PROMPT_DOMAINS)
      for (let γ = 1; γ <= 8; γ++) {
        progress(`${domain} γ ${γ}`)
        const { totals, speculation } = run({
          prompts: { id: 'domains', knobs: { domain, requests: 24 } },
          output: 64,
          sampling: { temperature: 1 },
          draftLength: { id: 'fixed', knobs: { draftLength: γ } },
        })
        const α = speculation.firstAccepted / speculation.firstDrafts
        const measured = totals.written / totals.targetPasses
        const form = expectedAccepted(α, γ)
        rows.push({ domain, γ, α, measured, form, difference: measured / form - 1 })
      }
    return rows
  },
}
