/** The requests of a run as columns for looking at: copies, so that the page may keep them while the run goes on. */
import type { RequestTable } from '../../asked.ts'
import { phaseNames } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import { stateOf } from '../core/mechanism.ts'
import { speculationState } from '../mechanisms/speculation/state.ts'

export function requestTable(cluster: Cluster): RequestTable {
  const { requests } = cluster
  const { count } = requests
  const report = stateOf(cluster, speculationState)?.tally ?? null
  const cut = <T extends { slice(from: number, to: number): T }>(column: T): T => column.slice(0, count)
  return {
    length: count,
    phases: phaseNames,
    phase: cut(requests.phase),
    instance: cut(requests.instance),
    promptTokens: cut(requests.promptTokens),
    outputTokens: cut(requests.outputTokens),
    emitted: cut(requests.emitted),
    cachedTokens: cut(requests.cachedTokens),
    preemptions: cut(requests.preemptions),
    drafted: report ? cut(report.drafted.at) : new Int32Array(count),
    accepted: report ? cut(report.accepted.at) : new Int32Array(count),
    arrival: cut(requests.arrival),
    firstToken: cut(requests.firstToken),
    ended: cut(requests.ended),
    largestGap: cut(requests.largestGap),
  }
}
