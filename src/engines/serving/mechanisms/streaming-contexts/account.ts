/** Time to the first token from the moment when all of a prompt was there; none where every prompt came at once. */
import type { Distribution } from '../../../../kernel/engine.ts'
import { defineAccount, type Told } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { distributionOver } from '../../figures/over-requests.ts'
import { quantileWords, spread } from '../../figures/spread.ts'
import { type Streaming, streamingState } from './state.ts'

export const contextTtft = defineAccount<Distribution>({
  key: 'contextTtft',
  reportOf(cluster) {
    const own = stateOf(cluster, streamingState)
    if (own === null || !isAnyLate(own)) return null
    const { firstToken } = cluster.requests
    return distributionOver(cluster, (request) => firstToken[request] - own.completeAt.at[request])
  },
  metrics: spread<Told<Distribution>>({
    id: 'contextTtft',
    label: 'TTFT after context',
    help: 'Time from the last piece of a prompt’s context to the first token.',
    formula: 't(first token) − t(last piece of the context)',
    validity: `${quantileWords} A prompt that came whole counts from its arrival.`,
    of: ({ report }) => report,
  }),
})

function isAnyLate({ cluster: { requests }, completeAt }: Streaming): boolean {
  for (let request = 0; request < requests.count; request++) {
    if (completeAt.at[request] > requests.arrival[request]) return true
  }
  return false
}
