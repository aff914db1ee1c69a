/**
 * Numbers of a run: latencies of requests that arrived after the warm-up, rates over the time since then, and totals.
 * `metrics` are what the page lists, `report` what the command line prints.
 */
import { createDigest } from '../../../kernel/digest.ts'
import type { Outage, Summary } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import { stateOf } from '../core/mechanism.ts'
import { flightsState } from '../flights/state.ts'
import { expertState } from '../mechanisms/experts/experts.ts'
import { acceleratorsInUse } from '../mechanisms/fleet/fleet.ts'
import { fleetState } from '../mechanisms/fleet/state.ts'
import { gatewayState } from '../mechanisms/gateway/state.ts'
import { interruptionState } from '../mechanisms/interruption/interruption.ts'
import { migrationState } from '../mechanisms/migration/state.ts'
import { outageOf } from '../mechanisms/outages/outage.ts'
import { speculationState } from '../mechanisms/speculation/state.ts'
import { kvReport } from './kv-report.ts'
import { latenciesOf } from './latencies.ts'
import { cardOf, type MetricTerms } from './metric-cards.ts'
import { metricsOf } from './metric-list.ts'
import { programsOf } from './programs.ts'
import { regimeOf } from './regime.ts'
import { servedOf } from './served.ts'
import { upkeepOf } from './upkeep.ts'
import { validityOf } from './validity.ts'

const NO_EXPERTS = { unique: 0, iterations: 0 }
const NO_MOVES = { begun: 0, abandoned: 0, standstill: 0 }
const NO_DRAFTS = { accepted: 0, rejected: 0, discarded: 0, bonus: 0, rounds: 0 }

export function summarise(cluster: Cluster, now: Seconds): Summary {
  const { totals } = cluster
  const experts = stateOf(cluster, expertState) ?? NO_EXPERTS
  const drafts = stateOf(cluster, speculationState)?.counts ?? NO_DRAFTS
  const fleet = stateOf(cluster, fleetState)
  const latency = latenciesOf(cluster)
  const span = Math.max(0, now - cluster.setup.horizon.warmUp)
  const accelerators = acceleratorsInUse(cluster, now)
  const rate = (amount: number): number | null => (span > 0 ? amount / span : null)
  const perAccelerator = (value: number | null): number | null => (value === null ? null : value / accelerators)
  const throughput = rate(latency.emitted)
  const drafted = drafts.accepted + drafts.rejected + drafts.discarded
  const tokensPerRound = drafts.rounds > 0 ? (drafts.accepted + drafts.rounds) / drafts.rounds : null
  const acceptanceRate = drafts.rounds > 0 ? drafts.accepted / Math.max(1, drafts.accepted + drafts.rejected) : null
  const kv = kvReport(cluster)
  const uniqueExperts = experts.iterations > 0 ? experts.unique / experts.iterations : null
  const requests = requestCounts(cluster)
  const outage = outageOf(cluster, now)
  const ending = endingOf(cluster, now, outage)
  const upkeep = upkeepOf(cluster, now, totals.tokensProcessed)
  const report = {
    digest: digestOf(cluster),
    ending,
    outage,
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
    throughputPerAccelerator: perAccelerator(throughput),
    goodput: rate(latency.good),
    goodputPerAccelerator: perAccelerator(rate(latency.good)),
    tokenGoodput: rate(latency.goodTokens),
    sloAttainment: latency.judged > 0 ? latency.good / latency.judged : null,
    fairness: latency.fairness,
    equivalents: latency.equivalents,
    contextTtft: latency.contextTtft,
    programs: programsOf(cluster),
    transfers: transferReport(cluster),
    migrations: migrationReport(cluster),
    refusals: stateOf(cluster, gatewayState)?.state.refusals ?? 0,
    stops: stateOf(cluster, interruptionState)?.counts.stops ?? 0,
    fleet: fleet ? { accelerators, changes: fleet.counts.changes } : null,
    kv,
    acceptance:
      drafts.rounds > 0
        ? {
            rate: acceptanceRate,
            tokensPerRound,
            drafted,
            accepted: drafts.accepted,
            rejected: drafts.rejected,
            discarded: drafts.discarded,
            bonus: drafts.bonus,
            rounds: drafts.rounds,
          }
        : null,
    uniqueExperts,
    power: upkeep.power,
    energyPerMillion: latency.emitted > 0 ? (1e6 * upkeep.power * accelerators * span) / latency.emitted : null,
    costPerMillion:
      latency.emitted > 0 && upkeep.price !== null
        ? (1e6 * upkeep.price * accelerators * span) / 3600 / latency.emitted
        : null,
    busy: upkeep.busy,
  }
  const terms: MetricTerms = {
    upkeep,
    accelerators: Number(accelerators.toPrecision(6)),
    ...{ span, warmUp: cluster.setup.horizon.warmUp, ...kv },
    ...{ emitted: latency.emitted, good: latency.good, goodTokens: latency.goodTokens, judged: latency.judged },
    ...{
      gamma: latency.gamma,
      finished: requests.finished,
      programs: report.programs,
      transfers: report.transfers,
      migrations: report.migrations,
    },
    ...{ accepted: drafts.accepted, rejected: drafts.rejected, rounds: drafts.rounds },
    ...{ hitTokens: kv.prefixHitTokens, askedTokens: kv.prefixAskedTokens, expertIterations: experts.iterations },
  }
  const metrics = metricsOf(report, latency).map((metric) => ({ ...metric, ...cardOf(metric, terms) }))
  const validity = validityOf(cluster.setup, { ...report, regime: regimeOf(servedOf(cluster, now)) })
  return { digest: report.digest, ending, ...(outage && { outage }), metrics, validity, report }
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

/** KV that went from instance to instance; null where none did. */
function transferReport(cluster: Cluster) {
  const { transfers, bytes, time } = stateOf(cluster, flightsState)?.counts ?? { transfers: 0, bytes: 0, time: 0 }
  return transfers > 0 ? { count: transfers, bytes, meanTime: time / transfers } : null
}

/** Requests that moved while they decoded; null where none began to. */
function migrationReport(cluster: Cluster) {
  const { begun, abandoned, standstill } = stateOf(cluster, migrationState)?.counts ?? NO_MOVES
  return begun > 0 ? { count: begun, abandoned, standstill: standstill / begun } : null
}

/**
 * Drained; nobody left who could serve; stopped by the duration; or stopped by it with a backlog that was still growing in the second half,
 * of more than those who live have places for.
 */
function endingOf(cluster: Cluster, now: Seconds, outage: Outage | null): Summary['ending'] {
  const { totals, requests, horizon } = cluster
  if (totals.stopped === 0) return 'running'
  const ended = totals.finished + totals.rejected + totals.cancelled + totals.timedOut
  if (ended === requests.count && (horizon === Number.POSITIVE_INFINITY || now < horizon)) return 'drained'
  if (outage?.until === null) return 'stranded'
  const backlog = (at: Seconds): number => {
    let inside = 0
    for (let request = 0; request < requests.count; request++) {
      const isOver = requests.phase[request] >= Phase.finished && requests.ended[request] <= at
      if (requests.arrival[request] <= at && !isOver) inside++
    }
    return inside
  }
  const slots = cluster.instances.filter(({ state }) => state.alive).length * cluster.setup.batching.maxRunning
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
