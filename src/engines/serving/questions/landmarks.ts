/**
 * The next or last moment at which something happened, from the columns of the requests and the log of preemptions: exact,
 * and known for as much of the run as has been simulated.
 */

import type { Seconds } from '../../../kernel/units.ts'
import type { Landmark, LandmarkKind } from '../../asked.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Past } from '../core/past.ts'
import { iterationEnd } from './look-again.ts'

/** The ends of iterations are found by simulating them again. */
export function landmark(past: Past, kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null {
  if (kind !== 'iteration' && kind !== 'token') return landmarkOf(past.cluster, kind, at, direction)
  const found = iterationEnd(past.twinBefore(at), kind, at, direction)
  return found !== null && found <= past.now ? { at: found, kind, request: -1 } : null
}

/** Null where there is none on that side, and for kinds that requests do not tell of (iterations). */
function landmarkOf(cluster: Cluster, kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null {
  const times = timesOf(cluster, kind)
  if (times === null) return null
  let best = -1
  for (let i = 0; i < times.length; i++) {
    const time = times.at(i)
    const isOnSide = direction > 0 ? time > at : time < at
    if (!isOnSide) continue
    if (best < 0 || (direction > 0 ? time < times.at(best) : time > times.at(best))) best = i
  }
  return best < 0 ? null : { at: times.at(best), kind, request: times.request(best) }
}

interface Times {
  readonly length: number
  /** NaN where it has not happened: compares as being on no side. */
  at(i: number): Seconds
  request(i: number): number
}

function timesOf({ requests, preempted }: Cluster, kind: LandmarkKind): Times | null {
  const column = (read: (row: number) => Seconds): Times => ({
    length: requests.count,
    at: read,
    request: (row) => row,
  })
  switch (kind) {
    case 'preemption':
      return { length: preempted.times.length, at: (i) => preempted.times[i], request: (i) => preempted.rows[i] }
    case 'arrival':
      return column((row) => requests.arrival[row])
    case 'first-token':
      return column((row) => requests.firstToken[row])
    case 'finish':
      return column((row) => (requests.phase[row] === Phase.finished ? requests.ended[row] : Number.NaN))
    case 'rejection':
      return column((row) => (requests.phase[row] > Phase.finished ? requests.ended[row] : Number.NaN))
    case 'iteration':
    case 'token':
      return null
  }
}
