/** Latencies of the requests that arrived after the warm-up, who of them was served within the limits, and what they cost. */
import { jainFairness } from '../../../formulas/jain-fairness.ts'
import type { Distribution } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { contexts } from '../contracts/contexts.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import { factOf } from '../core/mechanism.ts'
import { equivalentsOf, gammaOf } from '../figures/equivalents.ts'
import { distributionOver } from '../figures/over-requests.ts'
import type { Requests } from '../requests/requests.ts'

export interface Latencies {
  readonly ttft: Distribution
  readonly tpot: Distribution
  readonly itl: Distribution
  readonly e2e: Distribution
  readonly largestGap: Distribution
  /** Finished requests within both limits of their class, and finished or turned-away requests judged. */
  readonly good: number
  readonly judged: number
  /** Tokens emitted for requests that count, and for those of them that were good. */
  readonly emitted: number
  readonly goodTokens: number
  /** Jain's index over the tokens a second that finished requests got. */
  readonly fairness: number | null
  /** Mean prefill-token equivalents of finished requests, null without any; the part of them that is read; what a position read costs. */
  readonly equivalents: number | null
  readonly readShare: number | null
  readonly gamma: number
  /** Class by class, in the order of the set-up; empty where all requests are of one. */
  readonly byClass: readonly ClassLatencies[]
}
export interface ClassLatencies {
  readonly name: string
  /** Requests judged, and the share of them that was good; null without any. */
  readonly judged: number
  readonly attainment: number | null
  readonly ttft: Distribution
  readonly e2e: Distribution
}

export function latenciesOf(cluster: Cluster): Latencies {
  const { requests, classes, gaps } = cluster
  const { arrival, firstToken, ended, emitted, phase, serviceClass, largestGap } = requests
  const { warmUp } = cluster.setup.horizon
  const { count } = requests
  // One column for all: of a million requests it is 8 MB, and its sorted copy as much again.
  const values = new Float64Array(count)
  const over = (measure: (request: number) => number): Distribution => distributionOver(cluster, measure, values)
  const isFinished = (request: number): boolean => phase[request] === Phase.finished
  const perToken = (request: number): number => perTokenOf(requests, request)
  const isGood = withinLimits(cluster)
  const ttft = (request: number): number => firstToken[request] - arrival[request]
  const e2e = (request: number): number => (isFinished(request) ? ended[request] - arrival[request] : Number.NaN)
  const gamma = gammaOf(cluster)
  const ofClass = classes.map(() => ({ good: 0, judged: 0 }))
  let finished = 0
  let prefilled = 0
  let read = 0
  let goodTokens = 0
  let tokens = 0
  for (let request = 0; request < count; request++) {
    if (arrival[request] < warmUp) continue
    tokens += emitted[request]
    const mine = ofClass[serviceClass[request]]
    if (phase[request] >= Phase.finished) mine.judged++
    if (!isFinished(request)) continue
    finished++
    const costs = equivalentsOf(cluster, gamma, request)
    prefilled += costs.prefilled
    read += costs.read
    if (!isGood(request)) continue
    mine.good++
    goodTokens += emitted[request]
  }
  const only = (which: number, measure: (request: number) => number) =>
    over((request) => (serviceClass[request] === which ? measure(request) : Number.NaN))
  return {
    ttft: over(ttft),
    tpot: over((request) => (isFinished(request) && emitted[request] > 1 ? perToken(request) : Number.NaN)),
    e2e: over(e2e),
    largestGap: over((request) => (isFinished(request) && emitted[request] > 1 ? largestGap[request] : Number.NaN)),
    itl: gaps.distribution(),
    good: ofClass.reduce((sum, { good }) => sum + good, 0),
    goodTokens,
    judged: ofClass.reduce((sum, { judged }) => sum + judged, 0),
    emitted: tokens,
    fairness: jainFairness(speeds(cluster)),
    equivalents: finished > 0 ? (prefilled + read) / finished : null,
    readShare: prefilled + read > 0 ? read / (prefilled + read) : null,
    gamma,
    byClass:
      ofClass.filter(({ judged }) => judged > 0).length < 2
        ? []
        : classes.map(({ name }, which) => {
            const { good, judged } = ofClass[which]
            const attainment = judged > 0 ? good / judged : null
            return { name, judged, attainment, ttft: only(which, ttft), e2e: only(which, e2e) }
          }),
  }
}

const perTokenOf = ({ emitted, firstToken, lastToken }: Requests, request: number): Seconds =>
  emitted[request] > 1 ? (lastToken[request] - firstToken[request]) / (emitted[request] - 1) : 0

/** Whether a request is complete, and in time: by when it is due, or by both limits of its class. */
export function withinLimits(cluster: Cluster): (request: number) => boolean {
  const { requests, classes } = cluster
  const { phase, dueBy, ended, firstToken, serviceClass } = requests
  const { completeAt } = factOf(cluster, contexts)
  return (request) => {
    if (phase[request] !== Phase.finished) return false
    if (dueBy[request] < Number.POSITIVE_INFINITY) return ended[request] <= dueBy[request]
    const { ttft, tpot } = classes[serviceClass[request]]
    return firstToken[request] - completeAt(request) <= ttft && perTokenOf(requests, request) <= tpot
  }
}

/** Tokens a second of stay, of every finished request that counts. */
function* speeds({ requests, setup }: Cluster): Generator<number> {
  const { arrival, ended, emitted, phase } = requests
  for (let request = 0; request < requests.count; request++) {
    const counts = phase[request] === Phase.finished && arrival[request] >= setup.horizon.warmUp
    if (counts && ended[request] > arrival[request]) yield emitted[request] / (ended[request] - arrival[request])
  }
}
