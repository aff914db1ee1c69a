/** The figures that the page lists, in order, with what each means. */
import type { Distribution, Metric } from '../../../kernel/engine.ts'
import type { KvReport } from './kv-report.ts'
import type { Latencies } from './latencies.ts'
import type { ProgramReport } from './programs.ts'

export type Report = Readonly<Record<string, unknown>> & {
  readonly throughput: number | null
  readonly throughputPerAccelerator: number | null
  readonly goodput: number | null
  readonly goodputPerAccelerator: number | null
  readonly tokenGoodput: number | null
  readonly sloAttainment: number | null
  readonly fairness: number | null
  readonly stops: number
  readonly refusals: number
  /** Accelerators in use on average, and instances that began anew; null where all stay as they are. */
  readonly fleet: { readonly accelerators: number; readonly changes: number } | null
  readonly migrations: { readonly count: number; readonly standstill: number } | null
  readonly programs: ProgramReport | null
  readonly transfers: { readonly count: number; readonly bytes: number; readonly meanTime: number } | null
  readonly uniqueExperts: number | null
  /** Joules, and dollars, per million tokens. */
  readonly energyPerMillion: number | null
  readonly costPerMillion: number | null
  readonly kv: KvReport
  readonly acceptance: {
    readonly rate: number | null
    readonly tokensPerRound: number | null
    readonly rounds: number
  } | null
}

export function metricsOf(report: Report, latency: Latencies): Metric[] {
  const spread = (id: string, label: string, help: string, d: Distribution): Metric[] =>
    (['mean', 'p50', 'p90', 'p99'] as const).map((statistic) => ({
      id: `${id}.${statistic}`,
      label: `${label} ${statistic}`,
      unit: 's',
      value: d.n > 0 ? d[statistic] : null,
      better: 'lower',
      n: d.n,
      help,
    }))
  const one = (
    id: string,
    label: string,
    unit: string,
    value: number | null,
    better: Metric['better'],
    help: string,
  ): Metric => ({ id, label, unit, value, better, help })
  return [
    ...spread('ttft', 'TTFT', 'Time from arrival to the first token.', latency.ttft),
    ...spread('tpot', 'TPOT', 'Mean time per further token of a finished request.', latency.tpot),
    ...spread(
      'itl',
      'ITL',
      'Gap between tokens as they come out: those of one round of speculation come together, so it is a gap between rounds.',
      latency.itl,
    ),
    ...(latency.contextTtft
      ? spread(
          'contextTtft',
          'TTFT after context',
          'Time from the last piece of a prompt’s context to the first token.',
          latency.contextTtft,
        )
      : []),
    ...spread('e2e', 'End to end', 'Time from arrival to the last token of a finished request.', latency.e2e),
    one(
      'largestGap.p90',
      'Largest gap p90',
      's',
      latency.largestGap.n > 0 ? latency.largestGap.p90 : null,
      'lower',
      'Largest gap between two tokens of a request; nine of ten requests stay below.',
    ),
    one(
      'throughput',
      'Tokens emitted, mean',
      'tokens/s',
      report.throughput,
      'higher',
      'Tokens emitted per second over the whole run, all instances.',
    ),
    one(
      'throughputPerAccelerator',
      'Tokens emitted per accelerator, mean',
      'tokens/s',
      report.throughputPerAccelerator,
      'higher',
      'Tokens emitted per second and accelerator.',
    ),
    one(
      'goodput',
      'Goodput',
      'requests/s',
      report.goodput,
      'higher',
      'Finished requests within the TTFT and TPOT limits of their class, per second.',
    ),
    one(
      'sloAttainment',
      'SLO attainment',
      'fraction',
      report.sloAttainment,
      'higher',
      'Share of ended requests that were good.',
    ),
    ...latency.byClass.flatMap(({ name, attainment, ttft, e2e }) => [
      one(
        `class.${name}.attainment`,
        `Attainment, ${name}`,
        'fraction',
        attainment,
        'higher',
        'Share of ended requests of this class that were good.',
      ),
      one(
        `class.${name}.ttft`,
        `TTFT p99, ${name}`,
        's',
        ttft.n > 0 ? ttft.p99 : null,
        'lower',
        'Time to the first token of requests of this class; 99 of a hundred stay below.',
      ),
      one(
        `class.${name}.e2e`,
        `End to end mean, ${name}`,
        's',
        e2e.n > 0 ? e2e.mean : null,
        'lower',
        'Mean time from arrival to the last token of finished requests of this class.',
      ),
    ]),
    one(
      'goodputPerAccelerator',
      'Goodput per accelerator',
      'requests/s',
      report.goodputPerAccelerator,
      'higher',
      'Goodput over the accelerators that it took.',
    ),
    one(
      'tokenGoodput',
      'Token goodput',
      'tokens/s',
      report.tokenGoodput,
      'higher',
      'Tokens of good requests per second.',
    ),
    one(
      'fairness',
      'Fairness',
      'fraction',
      report.fairness,
      'higher',
      'Jain’s index over the tokens a second that each finished request got: 1 where all got the same.',
    ),
    one(
      'pte.mean',
      'Prefill-token equivalents, mean',
      'tokens',
      latency.equivalents,
      'lower',
      'Work of a finished request in tokens of prompt: a token decoded over a long context counts as many.',
    ),
    ...(report.transfers
      ? [
          one(
            'transfers',
            'KV transfers',
            '',
            report.transfers.count,
            'none',
            'Requests whose KV moved to another instance.',
          ),
          one(
            'transfers.time',
            'KV transfer time, mean',
            's',
            report.transfers.meanTime,
            'lower',
            'Mean time from a receiver’s room being there to the last byte, waits for the links included.',
          ),
        ]
      : []),
    ...(report.migrations
      ? [
          one(
            'migrations',
            'Migrations',
            '',
            report.migrations.count,
            'none',
            'Requests that began to move while they decoded.',
          ),
          one(
            'migrations.standstill',
            'Migration standstill, mean',
            's',
            report.migrations.standstill,
            'lower',
            'Mean time that a moving request stood still for its last blocks.',
          ),
        ]
      : []),
    ...(report.fleet
      ? [
          one(
            'fleet.accelerators',
            'Accelerators in use, mean',
            '',
            report.fleet.accelerators,
            'lower',
            'Mean over the run: those of instances that are switched off do not count.',
          ),
          one(
            'fleet.changes',
            'Instances started anew',
            '',
            report.fleet.changes,
            'none',
            'Times an instance began another duty, or came back from being switched off.',
          ),
        ]
      : []),
    ...(report.refusals > 0
      ? [one('refusals', 'Refusals', '', report.refusals, 'none', 'Questions that instances answered with no.')]
      : []),
    ...(report.stops > 0
      ? [
          one(
            'stops',
            'Prompts stopped',
            '',
            report.stops,
            'none',
            'Times a batch of prompts stopped at a boundary for another.',
          ),
        ]
      : []),
    ...(report.programs
      ? [
          one(
            'programs.latency',
            'Program latency, mean',
            's',
            report.programs.latency,
            'lower',
            'Mean time that the calls of a program took together, pauses between them left out.',
          ),
          one(
            'programs.unexplainedByTokens',
            'Latency not told by tokens',
            'fraction',
            report.programs.unexplainedByTokens,
            'none',
            'Share of the variance of programs’ latencies that their numbers of tokens leave unexplained, 1 − r².',
          ),
          one(
            'programs.unexplainedByGenerated',
            'Latency not told by generated tokens',
            'fraction',
            report.programs.unexplainedByGenerated,
            'none',
            'The same of the tokens that they generated.',
          ),
          one(
            'programs.unexplainedByPte',
            'Latency not told by PTE',
            'fraction',
            report.programs.unexplainedByPte,
            'none',
            'The same of their prefill-token equivalents.',
          ),
        ]
      : []),
    one(
      'kv.peak',
      'KV peak',
      'fraction',
      report.kv.peak,
      'none',
      'Most tokens ever in used blocks, of the capacity of the fullest instance.',
    ),
    one(
      'kv.preemptions',
      'Preemptions',
      '',
      report.kv.preemptions,
      'lower',
      'Times a running request lost its blocks.',
    ),
    one(
      'kv.prefixHitRate',
      'Prefix hits',
      'fraction',
      report.kv.prefixHitRate,
      'higher',
      'Prompt tokens found in the prefix cache, of all admitted.',
    ),
    ...(report.acceptance
      ? [
          one(
            'acceptance.rate',
            'Acceptance rate',
            'fraction',
            report.acceptance.rate,
            'higher',
            'Drafted tokens accepted, of those checked (discarded ones are not).',
          ),
          one(
            'acceptance.tokensPerRound',
            'Tokens per round',
            'tokens',
            report.acceptance.tokensPerRound,
            'higher',
            'Tokens a verification emits, its own included.',
          ),
        ]
      : []),
    one(
      'energyPerMillion',
      'Energy',
      'MJ/M tok',
      report.energyPerMillion === null ? null : report.energyPerMillion / 1e6,
      'lower',
      'Energy of all accelerators per million tokens emitted: as many joules a token.',
    ),
    one(
      'costPerMillion',
      'Price',
      '$/M tok',
      report.costPerMillion,
      'lower',
      'What the accelerators cost per million tokens emitted, rented by the hour.',
    ),
    ...(report.uniqueExperts === null
      ? []
      : [
          one(
            'uniqueExperts',
            'Unique experts, mean',
            'experts',
            report.uniqueExperts,
            'none',
            'Different experts a layer’s batch touches, mean over iterations.',
          ),
        ]),
  ]
}
