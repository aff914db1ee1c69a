/**
 * Numbers of a run: latencies of requests that arrived after the warm-up, rates over the time since then, and totals.
 * `metrics` are what the page lists, `report` what the command line prints.
 */
import { createDigest } from '../../kernel/digest.ts'
import type { Distribution, Metric, Summary } from '../../kernel/engine.ts'
import { distributionOf } from '../../kernel/quantiles.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Cluster } from './cluster.ts'
import { deviceCount } from './hardware.ts'
import { cardOf, type MetricTerms } from './metric-cards.ts'
import { Phase } from './requests.ts'
import { upkeepOf } from './upkeep.ts'
import { validityOf } from './validity.ts'

export function summarise(cluster: Cluster, now: Seconds): Summary {
  const { totals } = cluster
  const latency = latencies(cluster)
  const span = Math.max(0, now - cluster.setup.horizon.warmUp)
  const accelerators = acceleratorCount(cluster)
  const rate = (amount: number): number | null => (span > 0 ? amount / span : null)
  const throughput = rate(latency.emitted)
  const drafted = totals.accepted + totals.rejectedDrafts + totals.discarded
  const tokensPerRound = totals.rounds > 0 ? (totals.accepted + totals.rounds) / totals.rounds : null
  const acceptanceRate =
    totals.rounds > 0 ? totals.accepted / Math.max(1, totals.accepted + totals.rejectedDrafts) : null
  const kv = kvReport(cluster)
  const uniqueExperts = totals.expertIterations > 0 ? totals.uniqueExperts / totals.expertIterations : null
  const requests = requestCounts(cluster)
  const ending = endingOf(cluster, now)
  const upkeep = upkeepOf(cluster, now, totals.tokensProcessed)
  const report = {
    digest: digestOf(cluster),
    ending,
    duration: now,
    requests,
    tokensProcessed: totals.tokensProcessed,
    tokensEmitted: totals.tokensEmitted,
    tokensRecomputed: totals.tokensRecomputed,
    iterations: totals.iterations,
    ttft: latency.ttft,
    tpot: latency.tpot,
    itl: latency.itl,
    e2e: latency.e2e,
    largestGap: latency.largestGap,
    throughput,
    throughputPerAccelerator: throughput === null ? null : throughput / accelerators,
    goodput: rate(latency.good),
    sloAttainment: latency.judged > 0 ? latency.good / latency.judged : null,
    kv,
    acceptance:
      totals.rounds > 0
        ? {
            rate: acceptanceRate,
            tokensPerRound,
            drafted,
            accepted: totals.accepted,
            rejected: totals.rejectedDrafts,
            discarded: totals.discarded,
            bonus: totals.bonus,
            rounds: totals.rounds,
          }
        : null,
    uniqueExperts,
    power: upkeep.power,
    energyPerMillion: latency.emitted > 0 ? (1e6 * upkeep.power * accelerators * span) / latency.emitted : null,
    costPerMillion:
      latency.emitted > 0 && upkeep.price !== null
        ? (1e6 * upkeep.price * accelerators * span) / 3600 / latency.emitted
        : null,
    busy: now > 0 ? totals.busy / (now * cluster.instances.length) : 0,
  }
  const terms: MetricTerms = {
    upkeep,
    ...{ span, warmUp: cluster.setup.horizon.warmUp, accelerators, ...kv },
    ...{ emitted: latency.emitted, good: latency.good, judged: latency.judged },
    ...{ accepted: totals.accepted, rejected: totals.rejectedDrafts, rounds: totals.rounds },
    ...{ hitTokens: kv.prefixHitTokens, askedTokens: kv.prefixAskedTokens, expertIterations: totals.expertIterations },
  }
  const metrics = metricsOf(report, latency).map((metric) => ({ ...metric, ...cardOf(metric, terms) }))
  const validity = validityOf(cluster.setup, report)
  return { digest: report.digest, ending, metrics, validity, report }
}

interface Latencies {
  readonly ttft: Distribution
  readonly tpot: Distribution
  readonly itl: Distribution
  readonly e2e: Distribution
  readonly largestGap: Distribution
  /** Finished requests within both limits of their class, and finished or turned-away requests judged. */
  readonly good: number
  readonly judged: number
  /** Tokens emitted for requests that count. */
  readonly emitted: number
}

function latencies(cluster: Cluster): Latencies {
  const { requests, classes, gaps } = cluster
  const { arrival, firstToken, lastToken, ended, emitted, phase, serviceClass, largestGap } = requests
  const { warmUp } = cluster.setup.horizon
  const { count } = requests
  // One column for all: of a million requests it is 8 MB, and its sorted copy as much again.
  const values = new Float64Array(count)
  const over = (measure: (request: number) => number): Distribution => {
    let length = 0
    for (let request = 0; request < count; request++) {
      const value = arrival[request] < warmUp ? Number.NaN : measure(request)
      if (!Number.isNaN(value)) values[length++] = value
    }
    return distributionOf(values, length)
  }
  const isFinished = (request: number): boolean => phase[request] === Phase.finished
  const perToken = (request: number): number =>
    emitted[request] > 1 ? (lastToken[request] - firstToken[request]) / (emitted[request] - 1) : 0
  let good = 0
  let judged = 0
  let tokens = 0
  for (let request = 0; request < count; request++) {
    if (arrival[request] < warmUp) continue
    tokens += emitted[request]
    if (phase[request] >= Phase.finished) judged++
    const limits = classes[serviceClass[request]]
    const isGood =
      isFinished(request) && firstToken[request] - arrival[request] <= limits.ttft && perToken(request) <= limits.tpot
    if (isGood) good++
  }
  return {
    ttft: over((request) => firstToken[request] - arrival[request]),
    tpot: over((request) => (isFinished(request) && emitted[request] > 1 ? perToken(request) : Number.NaN)),
    e2e: over((request) => (isFinished(request) ? ended[request] - arrival[request] : Number.NaN)),
    largestGap: over((request) => (isFinished(request) && emitted[request] > 1 ? largestGap[request] : Number.NaN)),
    itl: gaps.distribution(),
    good,
    judged,
    emitted: tokens,
  }
}

function requestCounts(cluster: Cluster) {
  const { requests, totals } = cluster
  let running = 0
  let waiting = 0
  for (let request = 0; request < requests.count; request++) {
    const phase = requests.phase[request]
    if (phase === Phase.prefill || phase === Phase.decode) running++
    else if (phase < Phase.finished) waiting++
  }
  return {
    arrived: requests.count,
    finished: totals.finished,
    running,
    waiting,
    rejected: totals.rejected,
    cancelled: totals.cancelled,
    timedOut: totals.timedOut,
    truncated: totals.truncated,
  }
}

function kvReport(cluster: Cluster) {
  const { instances, totals } = cluster
  let hitTokens = 0
  let askedTokens = 0
  let hitBlocks = 0
  let askedBlocks = 0
  let evicted = 0
  let peak = 0
  for (const { kv, state } of instances) {
    peak = Math.max(peak, state.kvPeak / kv.capacityTokens)
    for (const rank of kv.ranks) {
      hitTokens += rank.hits.tokens
      askedTokens += rank.hits.asked
      hitBlocks += rank.hits.blocks
      askedBlocks += rank.hits.askedBlocks
      evicted += rank.pool.evicted
    }
  }
  return {
    capacityTokens: instances.reduce((sum, { kv }) => sum + kv.capacityTokens, 0),
    peak,
    preemptions: totals.preemptions,
    swapOuts: totals.swapOuts,
    swapBytes: totals.swapBytes,
    prefixHitRate: askedTokens > 0 ? hitTokens / askedTokens : 0,
    prefixHitTokens: hitTokens,
    prefixAskedTokens: askedTokens,
    prefixHitRateBlocks: askedBlocks > 0 ? hitBlocks / askedBlocks : 0,
    evictedBlocks: evicted,
  }
}

/** Drained; stopped by the duration; or stopped with a backlog that was still growing in the second half. */
function endingOf(cluster: Cluster, now: Seconds): Summary['ending'] {
  const { totals, requests, horizon } = cluster
  if (totals.stopped === 0) return 'running'
  const ended = totals.finished + totals.rejected + totals.cancelled + totals.timedOut
  if (ended === requests.count && (horizon === Number.POSITIVE_INFINITY || now < horizon)) return 'drained'
  const backlog = (at: Seconds): number => {
    let inside = 0
    for (let request = 0; request < requests.count; request++) {
      const isOver = requests.phase[request] >= Phase.finished && requests.ended[request] <= at
      if (requests.arrival[request] <= at && !isOver) inside++
    }
    return inside
  }
  const slots = cluster.instances.length * cluster.setup.batching.maxRunning
  const atEnd = backlog(now)
  return atEnd > slots && atEnd > 1.25 * backlog(now / 2) ? 'overloaded' : 'time-limit'
}

export function digestOf(cluster: Cluster): string {
  const { requests } = cluster
  const digest = createDigest()
  for (const column of [requests.arrival, requests.firstToken, requests.lastToken, requests.ended]) {
    digest.column(column, requests.count)
  }
  return digest.hex()
}

export function acceleratorCount(cluster: Cluster): number {
  return deviceCount(cluster.pools)
}

type Report = Readonly<Record<string, unknown>> & {
  readonly throughput: number | null
  readonly throughputPerAccelerator: number | null
  readonly goodput: number | null
  readonly sloAttainment: number | null
  readonly uniqueExperts: number | null
  /** Joules, and dollars, per million tokens. */
  readonly energyPerMillion: number | null
  readonly costPerMillion: number | null
  readonly kv: ReturnType<typeof kvReport>
  readonly acceptance: {
    readonly rate: number | null
    readonly tokensPerRound: number | null
    readonly rounds: number
  } | null
}

function metricsOf(report: Report, latency: Latencies): Metric[] {
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
    ...spread('itl', 'ITL', 'Gap between one token and the next, over all tokens.', latency.itl),
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
      'Throughput',
      'tokens/s',
      report.throughput,
      'higher',
      'Tokens emitted per second, all instances.',
    ),
    one(
      'throughputPerAccelerator',
      'Per accelerator',
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
            'Unique experts',
            'experts',
            report.uniqueExperts,
            'none',
            'Different experts a layer’s batch touches, mean over iterations.',
          ),
        ]),
  ]
}
