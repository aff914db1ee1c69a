/** Every request of a run as a table: one line each, times in seconds with full precision, empty where it never happened. */

import { phaseNames } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'

const header =
  'request,class,instance,state,arrival_s,prompt_tokens,output_tokens,emitted_tokens,first_token_s,last_token_s,end_s,largest_gap_s'

export function requestsCsv(cluster: Cluster): string {
  const { requests, classes } = cluster
  const lines = [header]
  for (let request = 0; request < requests.count; request++) {
    lines.push(
      [
        request,
        classes[requests.serviceClass[request]].name,
        requests.instance[request] < 0 ? '' : requests.instance[request],
        phaseNames[requests.phase[request]],
        requests.arrival[request],
        requests.promptTokens[request],
        requests.outputTokens[request],
        requests.emitted[request],
        happened(requests.firstToken[request]),
        happened(requests.lastToken[request]),
        happened(requests.ended[request]),
        requests.largestGap[request],
      ].join(','),
    )
  }
  return `${lines.join('\r\n')}\r\n`
}

const happened = (time: number): number | '' => (Number.isNaN(time) ? '' : time)
