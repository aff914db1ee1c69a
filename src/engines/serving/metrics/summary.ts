/**
 * Numbers of a run: latencies of requests that arrived after the warm-up, rates over the time since then, and totals.
 * `metrics` are what tables list (index.ts), `report` what the command line prints.
 */

import { createDigest } from '../../../kernel/digest.ts'
import type { Outage, Summary } from '../../../kernel/engine.ts'
import { valuesOf } from '../../../kernel/metric.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import { outageOf } from '../mechanisms/outages/outage.ts'
import { metrics } from './index.ts'
import { regimeOf } from './regime.ts'
import { factsOf } from './run-facts.ts'
import { servedOf } from './served.ts'
import { costPerMillion, energyPerMillion } from './upkeep.ts'
import { validityOf } from './validity.ts'

export function summarise(cluster: Cluster, now: Seconds): Summary {
  const { totals } = cluster
  const facts = factsOf(cluster, now)
  const { latency, upkeep, kv, reports } = facts
  const values = valuesOf(metrics, facts)
  const figure = (id: string): number | null => values[id]?.value ?? null
  const outage = outageOf(cluster, now)
  const ending = endingOf(cluster, now, outage)
  const report = {
    digest: digestOf(cluster),
    ending,
    outage,
    duration: now,
    requests: requestCounts(cluster),
    tokensProcessed: totals.tokensProcessed,
    tokensEmitted: totals.tokensEmitted,
    tokensRecomputed: totals.tokensRecomputed,
    iterations: totals.iterations,
    ttft: latency.ttft,
    tpot: latency.tpot,
    itl: latency.itl,
    e2e: latency.e2e,
    largestGap: latency.largestGap,
    throughput: figure('throughput'),
    throughputPerAccelerator: figure('throughputPerAccelerator'),
    goodput: figure('goodput'),
    goodputPerAccelerator: figure('goodputPerAccelerator'),
    tokenGoodput: figure('tokenGoodput'),
    sloAttainment: figure('sloAttainment'),
    fairness: latency.fairness,
    equivalents: latency.equivalents,
    kv,
    power: upkeep.power,
    energyPerMillion: energyPerMillion(facts),
    costPerMillion: costPerMillion(facts),
    busy: upkeep.busy,
    ...reports,
  }
  const validity = validityOf(cluster.setup, { ...report, regime: regimeOf(servedOf(cluster, now)) })
  return { digest: report.digest, ending, ...(outage && { outage }), metrics: values, validity, report }
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
