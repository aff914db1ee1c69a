/** How drafted tokens fared: by place in the draft, by service class, and how long accepted stretches were. */
import type { AcceptanceBreakdown } from '../../../asked.ts'
import type { Cluster } from '../../core/cluster.ts'
import { stateOf } from '../../core/mechanism.ts'
import { speculationState } from './state.ts'

/** Null where the decoder drafts nothing. */
export function acceptanceBreakdown(cluster: Cluster): AcceptanceBreakdown | null {
  const { requests, classes } = cluster
  const speculation = stateOf(cluster, speculationState)
  const report = speculation?.tally ?? null
  if (speculation === null || report === null) return null
  const all = Array.from(report.rejectedAfter, (rounds, kept) => rounds + report.keptAll[kept])
  const longest = all.findLastIndex((rounds) => rounds > 0)
  const rejectedAfter = report.rejectedAfter.subarray(0, longest + 1)
  const lengths = all.slice(0, longest + 1)
  // A round that kept k tokens accepted positions 0 … k − 1; one that then rejected had also reached position k.
  const byPosition = Array.from(rejectedAfter, (rejected, position) => {
    const accepted = lengths.slice(position + 1).reduce((sum, rounds) => sum + rounds, 0)
    return { reached: accepted + rejected, accepted }
  }).filter(({ reached }) => reached > 0)
  const byDomain = classes.map(({ name }) => ({ domain: name, drafted: 0, accepted: 0 }))
  for (let request = 0; request < requests.count; request++) {
    const mine = byDomain[requests.serviceClass[request]]
    mine.drafted += report.drafted.at[request]
    mine.accepted += report.accepted.at[request]
  }
  const followers = (before: number) => ({
    rounds: report.followers[before],
    keptAll: report.followersKept[before],
  })
  return {
    ...{
      provenance: speculation.provenance(),
      byPosition,
      byDomain: byDomain.filter(({ drafted }) => drafted > 0),
      lengths,
    },
    ...{ afterKept: followers(0), afterRejected: followers(1) },
  }
}
