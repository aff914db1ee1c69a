/** Numbers of a tokens run: counts of what really happened, and modelled time beside it, never mixed. */
import { createDigest } from '../../../kernel/digest.ts'
import type { Summary } from '../../../kernel/engine.ts'
import { valuesOf } from '../../../kernel/metric.ts'
import type { Outcome } from '../core/tokens-run.ts'
import { metrics } from './index.ts'
import { factsOf, ratio } from './run-facts.ts'

export function summarise(simulation: Outcome): Summary {
  const { totals, speculation, logs, now, models } = simulation
  const values = valuesOf(metrics, factsOf(simulation))
  const figure = (id: string): number | null => values[id]?.value ?? null
  const finished = logs.filter(({ end }) => !Number.isNaN(end)).length
  const { accepted, rejected, discarded, bonus, firstDrafts } = speculation
  const decodeTime = logs.reduce((sum, { firstToken, end }) => sum + (Number.isNaN(end) ? 0 : end - firstToken), 0)
  const report = {
    digest: digestOf(simulation),
    ending: finished === logs.length ? 'drained' : 'running',
    duration: now,
    requests: { total: logs.length, finished },
    tokensWritten: totals.written,
    targetPasses: totals.targetPasses,
    targetRows: totals.targetRows,
    draftPasses: totals.draftPasses,
    tokensPerPass: figure('tokensPerPass'),
    acceptance: models.drafts
      ? {
          drafted: accepted + rejected + discarded,
          ...{ accepted, rejected, discarded, bonus },
          rate: figure('acceptanceRate'),
          firstDraft: ratio(speculation.firstAccepted, firstDrafts),
          overlap: figure('overlap'),
        }
      : null,
    byDomain: Object.fromEntries(
      [...speculation.byDomain].map(([domain, { written, passes, ...sums }]) => [
        domain,
        { drafted: sums.drafted, accepted: sums.accepted, written, tokensPerPass: ratio(written, passes) },
      ]),
    ),
    surprise: figure('surprise'),
    entropy: figure('entropy'),
    rightAnswers: figure('rightAnswers'),
    answers: totals.asked,
    bitsPerElement: figure('bitsPerElement'),
    kernels: models.kernels,
    modelled: {
      throughput: figure('throughput'),
      speedUp: figure('speedUp'),
      decodeTime,
      contextScale: simulation.pace.contextScale,
    },
  }
  return {
    digest: report.digest,
    ending: report.ending as Summary['ending'],
    report,
    metrics: values,
  }
}

function digestOf({ logs, rounds, now }: Outcome): string {
  const digest = createDigest()
  digest.column(logs.flatMap(({ text }) => text.token))
  digest.column(rounds.drafted)
  digest.column(rounds.accepted)
  digest.column(logs.flatMap(({ text }) => text.surprise))
  digest.number(now)
  return digest.hex()
}
