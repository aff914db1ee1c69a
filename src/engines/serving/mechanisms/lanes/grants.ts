/**
 * Memory that is asked for: the cache is the answers' lane's to give. The prompts' lane names those that it would compute next and stands
 * still until the answers' lane is between two iterations; what it was then granted it begins at once, so that nothing is set aside.
 *
 * Source: semi-PD (arXiv 2504.19867), its code: candidates up to the size of a chunk, allocated by the worker that decodes.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { type Grants, Lane } from '../../contracts/placement.ts'
import { isWaiting, Phase, type RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import type { Lanes } from './state.ts'

/** Prompts that may be begun now: those that the answers' lane grants, where it is there to be asked. */
export function granted(own: Lanes, grants: Grants, instance: Instance, now: Seconds): readonly RequestId[] {
  const { requests } = own.cluster
  const lane = own.states[instance.index]
  // Some may have gone meanwhile: a client that left, or an instance that died and took nobody along.
  lane.asked = lane.asked.filter((one) => isWaiting(requests.phase[one]) && requests.instance[one] === instance.index)
  if (lane.asked.length === 0) {
    lane.asked = candidates(own.cluster, grants, instance)
    lane.askedAt = now
  }
  if (lane.asked.length === 0 || instance.batches[Lane.decode].state.inFlight) return []
  own.counts.answers++
  own.counts.waited += now - lane.askedAt
  const answer = grantedOf(own.cluster, grants, instance, lane.asked)
  lane.asked = []
  return answer
}

/** In the order of the queue, until one more would be more than is asked for at once. */
function candidates({ roles }: Cluster, { most }: Grants, { index, waiting }: Instance): RequestId[] {
  const view = roles.views[index]
  const asked: RequestId[] = []
  let tokens = 0
  for (let i = 0; i < waiting.length && tokens < most; i++) {
    const left = view.promptLeft(waiting.at(i))
    if (left <= 0) continue // nothing of it is known yet
    asked.push(waiting.at(i))
    tokens += left
  }
  return asked
}

/** In order, up to the first that is refused: passing it over would starve long prompts. Where nobody runs, nobody has to be spared. */
function grantedOf(cluster: Cluster, grants: Grants, instance: Instance, asked: readonly RequestId[]): RequestId[] {
  const { index, kv, running } = instance
  const view = cluster.roles.views[index]
  const streams = streamsOf(cluster, instance)
  const answer: RequestId[] = []
  let free = kv.freeBlocks
  for (const request of asked) {
    const needed = kv.needed(request, view.promptLeft(request))
    const isForced = running.length === 0 && answer.length === 0
    if (!isForced && !grants.grants(needed, free, streams)) break
    free -= needed
    answer.push(request)
  }
  return answer
}

export function streamsOf({ requests }: Cluster, { running }: Instance): number {
  let streams = 0
  for (let i = 0; i < running.length; i++) if (requests.phase[running.at(i)] === Phase.decode) streams++
  return streams
}
