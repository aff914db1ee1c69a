/**
 * Load reports: routers do not see instances as they are but as they last told, and what the gateway that routes has itself sent there
 * since. Every gateway knows only of its own.
 */
import type { Tokens } from '../../../../kernel/units.ts'
import { clusterView } from '../../core/cluster-view.ts'
import { once } from '../../core/hooks.ts'
import type { Instance } from '../../core/instance.ts'
import type { Mechanism } from '../../core/mechanism.ts'

export const reports: Mechanism = {
  id: 'reports',
  install(cluster, { setups }) {
    const { interval, gateways } = setups[0].reports
    if (interval <= 0) return null
    const { instances, requests } = cluster
    const report = cluster.memory.object(emptyReport(instances.length, gateways))
    const own = (instance: number): number => report.gateway * instances.length + instance
    cluster.clusterView = clusterView(instances, cluster.alive, {
      outstanding: (index) => report.outstanding[index] + report.sent[own(index)],
      queuedTokens: (index) => report.queuedTokens[index] + report.sentTokens[own(index)],
      kvUsed: (index) => report.kvUsed[index],
    })
    return {
      hooks: {
        routing(request) {
          report.gateway = request % gateways
        },
        routed(instance, request) {
          report.sent[own(instance.index)]++
          report.sentTokens[own(instance.index)] += requests.prefillTarget[request]
        },
      },
      controllers: [{ turn: 0, interval: () => interval, act: once(() => takeReports(instances, report)) }],
    }
  },
}

/** By instance, as of the last report; and what was sent since. Arrays are replaced on restore. */
interface LoadReport {
  outstanding: number[]
  queuedTokens: Tokens[]
  kvUsed: Tokens[]
  /** By gateway and instance. */
  sent: number[]
  sentTokens: Tokens[]
  /** Which gateway routes now. */
  gateway: number
}

function emptyReport(instances: number, gateways: number): LoadReport {
  const zeros = (length: number): number[] => Array.from({ length }, () => 0)
  return {
    outstanding: zeros(instances),
    queuedTokens: zeros(instances),
    kvUsed: zeros(instances),
    sent: zeros(instances * gateways),
    sentTokens: zeros(instances * gateways),
    gateway: 0,
  }
}

/** Every instance reports. */
function takeReports(instances: readonly Instance[], report: LoadReport): void {
  for (const [i, { state, kv }] of instances.entries()) {
    report.outstanding[i] = state.outstanding
    report.queuedTokens[i] = state.queuedTokens
    report.kvUsed[i] = kv.usedBlocks * kv.blockTokens
  }
  report.sent.fill(0)
  report.sentTokens.fill(0)
}
