/** What a router sees of the cluster: figures as they are, or as instances last reported them. */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { ClusterView } from '../contracts/router.ts'
import type { Instance } from './instance.ts'

/**
 * By instance, as of the last report; and what each gateway has itself sent there since, which is all that it knows of the time between.
 * Arrays are replaced on restore.
 */
export interface LoadReport {
  outstanding: number[]
  queuedTokens: Tokens[]
  kvUsed: Tokens[]
  /** By gateway and instance. */
  sent: number[]
  sentTokens: Tokens[]
  /** How many gateways there are, and which of them routes now. */
  readonly gateways: number
  gateway: number
}

export function loadReport(instances: number, gateways: number): LoadReport {
  const zeros = (length: number): number[] => Array.from({ length }, () => 0)
  return {
    outstanding: zeros(instances),
    queuedTokens: zeros(instances),
    kvUsed: zeros(instances),
    sent: zeros(instances * gateways),
    sentTokens: zeros(instances * gateways),
    gateways,
    gateway: 0,
  }
}

/** Every instance reports. */
export function takeReports(instances: readonly Instance[], report: LoadReport): void {
  for (const [i, { state, kv }] of instances.entries()) {
    report.outstanding[i] = state.outstanding
    report.queuedTokens[i] = state.queuedTokens
    report.kvUsed[i] = kv.usedBlocks * kv.blockTokens
  }
  report.sent.fill(0)
  report.sentTokens.fill(0)
}

/** The gateway that routes has sent a request there. */
export function bookSent(report: LoadReport, instance: number, tokens: Tokens): void {
  const at = report.gateway * report.outstanding.length + instance
  report.sent[at]++
  report.sentTokens[at] += tokens
}

/** `report`: what to show instead of the figures of the moment; null for those. */
export function clusterView(
  instances: readonly Instance[],
  alive: { readonly offered: readonly number[]; readonly draining: readonly number[]; readonly now: Seconds },
  report: LoadReport | null,
): ClusterView {
  return {
    get now() {
      return alive.now
    },
    get alive() {
      return alive.offered
    },
    get draining() {
      return alive.draining
    },
    askQueuedTokens: (index) => instances[index].state.queuedTokens,
    outstanding: (index) =>
      report ? report.outstanding[index] + report.sent[own(report, index)] : instances[index].state.outstanding,
    queuedTokens: (index) =>
      report ? report.queuedTokens[index] + report.sentTokens[own(report, index)] : instances[index].state.queuedTokens,
    kvUsed: (index) =>
      report ? report.kvUsed[index] : instances[index].kv.usedBlocks * instances[index].kv.blockTokens,
    kvCapacity: (index) => instances[index].kv.capacityTokens,
    freeBlocks: (index) => instances[index].kv.freeBlocks,
    blocksFor: (positions) => Math.ceil(positions / instances[0].kv.blockTokens),
    running: (index) => instances[index].running,
    waiting: (index) => instances[index].waiting,
    cachedTokens: (index, request) => instances[index].kv.cachedTokens(request),
  }
}

const own = ({ gateway, outstanding }: LoadReport, instance: number): number => gateway * outstanding.length + instance
