/**
 * Nobody is left who could serve: since when, by which event of the document, and whether a later one brings somebody back. Known from the
 * moment it is so, not only when the run ends: what arrives meanwhile waits in vain.
 *
 * Where instances change what they do, any that lives may become what is missing: then it is told when all of them are dead, or when the run
 * is over and none has.
 */
import type { Outage } from '../../../../kernel/engine.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase, type RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { stateOf } from '../../core/mechanism.ts'
import { takes } from '../../core/phases.ts'
import type { ServingEvent } from '../../set-up/event-kinds.ts'
import { count, moment } from '../../words.ts'
import { type Outages, outageState } from './state.ts'

type Lack = 'instance' | 'instance that computes prompts' | 'instance that decodes'

/** An event has killed or restored an instance, or one has another duty now. */
export function noteService({ cluster, lost }: Outages, event: string | null, now: Seconds): void {
  const { since, event: cause } = lost
  for (let serviceClass = 0; serviceClass < since.length; serviceClass++) {
    if (lackOf(cluster, serviceClass, isAlive) === null) since[serviceClass] = Number.POSITIVE_INFINITY
    else if (since[serviceClass] === Number.POSITIVE_INFINITY) {
      since[serviceClass] = now
      cause[serviceClass] = event
    }
  }
}

/** Null while everybody can be served, and when nobody is left who wants to be. */
export function outageOf(cluster: Cluster, now: Seconds): Outage | null {
  const own = stateOf(cluster, outageState)
  if (own === null) return null
  const { lost } = own
  const { requests, totals, roles, horizon } = cluster
  const isOver = totals.stopped === 1
  const lacks = lost.since.map((_, serviceClass) => {
    const lack = lackOf(cluster, serviceClass, isAlive)
    return !own.dutiesChange || isOver || lack === 'instance' ? lack : null
  })
  const affected = lacks.flatMap((lack, serviceClass) => (lack === null ? [] : [serviceClass]))
  let inside = 0
  let inVain = 0
  for (let request = 0; request < requests.count; request++) {
    if (requests.phase[request] >= Phase.finished) continue
    inside++
    if (isInVain(cluster, request, lacks[requests.serviceClass[request]])) inVain++
  }
  if (affected.length === 0 || (inVain === 0 && (isOver || roles.workload.peek() === Number.POSITIVE_INFINITY))) {
    return isOver && inside > 0 && now < horizon ? standstill(now, inside) : null
  }
  const [first] = affected.toSorted((a, b) => lost.since[a] - lost.since[b])
  const [since, event] = [lost.since[first], lost.event[first]]
  const back = backAt(own, first, now)
  const whom = affected.length < lost.since.length ? ` for class ${cluster.classes[first].name}` : ''
  const cause = `No ${lacks[first]} is left${whom} since ${moment(since)}${event === null ? '' : ` (event ${event})`}`
  const fate = back
    ? `${count(inVain, 'request')} wait${inVain === 1 ? 's' : ''} until ${moment(back.at)} (event ${back.key})`
    : `${count(inVain, 'request')} can never finish`
  return { since, event, requests: inVain, until: back?.at ?? null, message: `${cause}: ${fate}.` }
}

/** A request that has its prompt behind it is served on where it is; one of a single token needs nobody who decodes. */
function isInVain({ requests }: Cluster, request: RequestId, lack: Lack | null): boolean {
  if (lack === null) return false
  if (lack === 'instance that decodes') return requests.outputTokens[request] > 1
  return requests.instance[request] < 0
}

/** Nothing more can happen, though nobody has died. */
const standstill = (now: Seconds, inside: number): Outage => ({
  since: now,
  event: null,
  requests: inside,
  until: null,
  message: `Nothing more can happen since ${moment(now)}: ${count(inside, 'request')} can never finish.`,
})

const isAlive = ({ state }: Instance): boolean => state.alive

/** Who is missing so that requests of a class could be served to their end; null where nobody is. */
function lackOf({ instances }: Cluster, serviceClass: number, lives: (instance: Instance) => boolean): Lack | null {
  const mine = instances.filter((instance) => lives(instance) && takes(instance, serviceClass))
  if (mine.length === 0) return 'instance'
  if (mine.some(({ state }) => state.duty === 'whole')) return null
  if (!mine.some(({ state }) => state.duty === 'prefill')) return 'instance that computes prompts'
  return mine.some(({ state }) => state.duty === 'decode') ? null : 'instance that decodes'
}

/** The first event to come after which somebody is there again. */
function backAt({ cluster, events }: Outages, serviceClass: number, now: Seconds): ServingEvent | null {
  const { instances } = cluster
  const restored = new Set<number>()
  for (const event of events) {
    if (event.kind !== 'restore' || event.at <= now || event.at > cluster.horizon) continue
    restored.add(event.instance % instances.length)
    const lives = (instance: Instance): boolean => isAlive(instance) || restored.has(instance.index)
    if (lackOf(cluster, serviceClass, lives) === null) return event
  }
  return null
}
