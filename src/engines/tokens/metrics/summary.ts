/** Numbers of a tokens run: counts of what really happened, and modelled time beside it, never mixed. */
import { createDigest } from '../../../kernel/digest.ts'
import type { Metric, Summary } from '../../../kernel/engine.ts'
import type { TokensRun } from '../core/tokens-run.ts'

const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)

export function summarise(simulation: TokensRun): Summary {
  const { totals, speculation, logs, now, built } = simulation
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
    tokensPerPass: ratio(totals.written, totals.targetPasses),
    acceptance: built.drafts
      ? {
          drafted: accepted + rejected + discarded,
          ...{ accepted, rejected, discarded, bonus },
          rate: ratio(accepted, accepted + rejected),
          firstDraft: ratio(speculation.firstAccepted, firstDrafts),
          overlap: ratio(speculation.overlap, firstDrafts),
        }
      : null,
    byDomain: Object.fromEntries(
      [...speculation.byDomain].map(([domain, { written, passes, ...sums }]) => [
        domain,
        { drafted: sums.drafted, accepted: sums.accepted, written, tokensPerPass: ratio(written, passes) },
      ]),
    ),
    surprise: ratio(totals.surprise, totals.written),
    entropy: ratio(totals.entropy, totals.written),
    rightAnswers: ratio(totals.right, totals.asked),
    answers: totals.asked,
    bitsPerElement: ratio(totals.kvBits, totals.kvElements),
    kernels: built.bench.kernels.id,
    modelled: {
      throughput: ratio(totals.written, now),
      speedUp: ratio(totals.plainTime, totals.written > 0 ? timeOfRounds(simulation) : 0),
      decodeTime,
    },
  }
  return {
    digest: report.digest,
    ending: report.ending as Summary['ending'],
    report,
    metrics: metricsOf(report, simulation),
  }
}

const timeOfRounds = ({ rounds }: TokensRun): number =>
  rounds.end.reduce((sum, end, round) => sum + end - rounds.start[round], 0)

function digestOf({ logs, rounds, now }: TokensRun): string {
  const digest = createDigest()
  digest.column(logs.flatMap(({ text }) => text.token))
  digest.column(rounds.drafted)
  digest.column(rounds.accepted)
  digest.column(logs.flatMap(({ text }) => text.surprise))
  digest.number(now)
  return digest.hex()
}

interface Report {
  readonly tokensPerPass: number | null
  readonly tokensWritten: number
  readonly targetPasses: number
  readonly acceptance: {
    readonly rate: number | null
    readonly overlap: number | null
    readonly drafted: number
  } | null
  readonly surprise: number | null
  readonly entropy: number | null
  readonly rightAnswers: number | null
  readonly answers: number
  readonly bitsPerElement: number | null
  readonly modelled: { readonly throughput: number | null; readonly speedUp: number | null }
}

function metricsOf(report: Report, { speculation }: TokensRun): readonly Metric[] {
  const metrics: Metric[] = [
    {
      id: 'tokensPerPass',
      label: 'Tokens per target pass',
      unit: 'tokens',
      value: report.tokensPerPass,
      better: 'higher',
      n: report.targetPasses,
      help: 'Tokens written for every pass of the target: 1 without speculation. A count, whatever the hardware.',
      formula: 'tokens written / passes of the target',
      substituted: `${report.tokensWritten} / ${report.targetPasses}`,
    },
  ]
  if (report.acceptance !== null) {
    metrics.push(
      {
        id: 'acceptanceRate',
        label: 'Acceptance rate',
        unit: 'fraction',
        value: report.acceptance.rate,
        better: 'higher',
        n: report.acceptance.drafted,
        help: 'Share of judged drafts that were accepted; what stands behind a rejection was never judged.',
        formula: 'accepted / (accepted + rejected)',
        substituted: `${speculation.accepted} / (${speculation.accepted} + ${speculation.rejected})`,
      },
      {
        id: 'overlap',
        label: 'Overlap β',
        unit: 'fraction',
        value: report.acceptance.overlap,
        better: 'higher',
        n: speculation.firstDrafts,
        help: 'Σ min(p, q) at the first draft of each round: the chance that it is accepted, before luck decides.',
        formula: 'β = Σ min(p, q) = 1 − TV(p, q)',
        source: 'Leviathan, Kalman and Matias 2023',
        validity: 'A picked token (a tree, a look-up) is a point mass: then β is p of that token.',
      },
    )
  }
  metrics.push(
    {
      id: 'speedUp',
      label: 'Speed-up, modelled',
      unit: '×',
      value: report.modelled.speedUp,
      better: 'higher',
      help: 'Time of the same text written token by token over the time of these rounds, both on the chosen accelerator.',
      formula: 'Σ t(1) / Σ (drafting + t(rows))',
      validity: 'Modelled for the large model that the target stands for; the browser’s own time is another matter.',
    },
    {
      id: 'throughput',
      label: 'Tokens emitted, mean, modelled',
      unit: 'tokens/s',
      value: report.modelled.throughput,
      better: 'higher',
      help: 'Tokens written per modelled second, prefill included, of one stream.',
    },
    {
      id: 'surprise',
      label: 'Surprise, mean',
      unit: 'nat',
      value: report.surprise,
      better: 'lower',
      n: report.tokensWritten,
      help: 'Mean −ln p of what was written under the distribution it was drawn from.',
    },
    {
      id: 'entropy',
      label: 'Entropy, mean',
      unit: 'nat',
      value: report.entropy,
      better: 'none',
      n: report.tokensWritten,
      help: 'Mean entropy of the target where it wrote: how open the text was.',
    },
    {
      id: 'rightAnswers',
      label: 'Right answers',
      unit: 'fraction',
      value: report.rightAnswers,
      better: 'higher',
      n: report.answers,
      help: 'Prompts with a known answer (sums, lists, recall, calls) whose text begins with it.',
    },
    {
      id: 'bitsPerElement',
      label: 'KV bits a number, mean',
      unit: 'bit',
      value: report.bitsPerElement,
      better: 'lower',
      help: 'Bits that a kept key or value takes, the bounds of rounded groups included.',
    },
  )
  return metrics
}
