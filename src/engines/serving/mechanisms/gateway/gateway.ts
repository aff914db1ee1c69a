/**
 * Where requests wait that no instance has taken: every instance is dead, or the router asks instances and all have refused. In the
 * second case it asks again, round after round, in the order of arrival, until one accepts or it is too late.
 *
 * Asking takes time: a round is as long as its questions, so that refusals under load cost what they cost.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import { end, route } from '../../core/lifecycle.ts'
import { keep, type Mechanism } from '../../core/mechanism.ts'
import { refusals } from './account.ts'
import { type Gateway, gatewayState } from './state.ts'

export const gateway: Mechanism = {
  id: 'gateway',
  account: refusals,
  install(cluster, { event }) {
    const own: Gateway = {
      cluster,
      state: cluster.memory.object<Gateway['state']>({ rows: [], refusals: 0, round: Number.POSITIVE_INFINITY }),
      next: event({
        priority: priority.arrival,
        handle: (_a, _b, now) => askAgain(own, now),
        isIdle: () => own.state.rows.length === 0,
        skip() {
          own.state.round = Number.POSITIVE_INFINITY
        },
      }),
    }
    const { state } = own
    return {
      state: keep(gatewayState, own),
      hooks: {
        unrouted(request, asked, now) {
          state.refusals += asked
          state.rows.push(request)
          if (state.round === Number.POSITIVE_INFINITY) scheduleRound(own, now)
        },
        ending(request) {
          if (cluster.requests.instance[request] >= 0 || !state.rows.includes(request)) return
          state.rows = state.rows.filter((row) => row !== request)
        },
        opened: (now) => release(own, now),
      },
    }
  },
}

/** Another round of questions, if it is still due. */
function askAgain(own: Gateway, now: Seconds): void {
  const { state } = own
  if (state.round !== now) return
  release(own, now)
  state.round = Number.POSITIVE_INFINITY
  if (state.rows.length > 0) scheduleRound(own, now)
}

/** Everybody who waits is routed anew; who finds nobody waits on. */
function release({ cluster, state }: Gateway, now: Seconds): void {
  const { roles, requests } = cluster
  const { rows } = state
  state.rows = []
  for (const request of rows) {
    const isLate = now >= (roles.router.asks?.until(request) ?? Number.POSITIVE_INFINITY)
    if (isLate && requests.phase[request] === Phase.queued) end(cluster, request, Phase.timedOut, now)
    else route(cluster, request, now)
  }
}

function scheduleRound({ cluster, state, next: ask }: Gateway, now: Seconds): void {
  const { roles, queue, alive, mechanisms } = cluster
  const { asks } = roles.router
  if (asks === undefined || alive.instances.length === 0) return
  const questions = state.rows.length * alive.instances.length
  const step = asks.interval + questions * asks.question
  // Until something else happens every instance would answer the same: those rounds are left out. Where nothing will, but for controllers
  // that look, rounds go on until it is too late for those who wait; or there is none: they would be refused for ever.
  const next = queue.length > mechanisms.controllers.length ? queue.nextTime : tooLateAt(cluster, state)
  if (next === Number.POSITIVE_INFINITY) return
  state.round = now + Math.max(1, Math.ceil((next - now) / step)) * step
  ask(state.round, 0, 0)
}

/** When the first of those who wait is turned away for being late; Infinity never, as those who have run before. */
function tooLateAt({ roles, requests }: Gateway['cluster'], { rows }: Gateway['state']): Seconds {
  let first = Number.POSITIVE_INFINITY
  for (const request of rows) {
    if (requests.phase[request] === Phase.queued) first = Math.min(first, roles.router.asks?.until(request) ?? first)
  }
  return first
}
