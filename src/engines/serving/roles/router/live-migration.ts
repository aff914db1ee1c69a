/**
 * Dispatch by freeness, and live migration: requests go to the instance that could decode longest with what it has free, and where that
 * changes they are moved while they decode.
 *
 * An instance whose first waiting request does not fit looks overloaded by its freeness (freeness.ts) and sheds load until it does, so
 * that memory scattered over the cluster is gathered; without migration all that wait count. At intervals those below a threshold, and
 * those on which a request has lost its blocks and waits for them, are paired with the others above it, the fullest with the emptiest;
 * an instance that is to be emptied gives whatever its freeness. Of its requests the least urgent move first. With a headroom,
 * instances with urgent requests look fuller than they are, so that others stay away from them or leave.
 *
 * Source: Llumnix (Sun et al., OSDI 2024, arXiv 2406.03243) and its code: remaining steps, sources that have killed requests or less
 * than the threshold of 3, every 50 ms, shortest running request first, at most 3 stages, the last below 16 blocks. That a request
 * rests after a move is ours, against moving to and fro.
 */
import * as z from 'zod'
import { rank, yes } from '../../../../kernel/decision.ts'
import { freeness } from '../../contracts/freeness.ts'
import type { RequestId, RequestList } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { type ClusterView, defineRouter } from '../../contracts/router.ts'
import { leastOf } from './least.ts'

const knobs = z.strictObject({
  migrates: z.boolean().default(true).meta({
    label: 'Moves requests',
    help: 'Off, requests stay where they were sent: what dispatch alone can do.',
  }),
  threshold: z
    .number()
    .min(0)
    .max(1000)
    .default(3)
    .meta({
      label: 'Threshold',
      unit: 'steps',
      help: 'Instances with fewer steps left give requests away, those with more take them: higher moves more.',
      slider: [0, 30],
    }),
  intervalMs: z
    .number()
    .min(1)
    .max(60_000)
    .default(50)
    .meta({
      label: 'Interval',
      unit: 'ms',
      help: 'Time between two looks: shorter reacts sooner.',
      slider: [10, 1000],
      scale: 'log',
      level: 'advanced',
    }),
  victim: z.enum(['shortest', 'longest', 'last']).default('shortest').meta({
    label: 'Who moves',
    help: 'Of the least urgent running requests the one with the least KV, the most, or the one admitted last.',
    level: 'advanced',
  }),
  headroom: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({
      label: 'Headroom of urgent requests',
      unit: 'fraction',
      help: 'Share of an instance’s cache kept free around requests of the most urgent class: more shields them, and crowds the others.',
      slider: [0, 0.5],
    }),
  stages: z
    .int()
    .min(1)
    .max(64)
    .default(3)
    .meta({
      label: 'Stages',
      unit: '',
      help: 'Copies while the request goes on, before a move is given up: more catch up with longer requests.',
      slider: [1, 10],
      level: 'advanced',
    }),
  lastBlocks: z
    .int()
    .min(1)
    .max(1024)
    .default(16)
    .meta({
      label: 'Last stage',
      unit: 'blocks',
      help: 'A request stands still for the last blocks, once fewer than these are left: more means a longer pause.',
      slider: [1, 64],
      level: 'advanced',
    }),
  rest: z
    .number()
    .min(0)
    .max(600)
    .default(1)
    .meta({
      label: 'Rest',
      unit: 's',
      help: 'A request that has moved stays for at least this: less lets it wander.',
      slider: [0, 10],
      level: 'advanced',
      source: 'assumed',
    }),
})

const decisions = {
  /** Where a request goes: to the instance with the most steps left. */
  dispatch: rank((_instance: number, _request: RequestId, steps: number) => -steps),
  /** Who gives requests away: whoever has too few steps left, or let somebody lose its blocks. */
  gives: yes(
    (_instance: number, steps: number, threshold: number, hasVictims: boolean) => hasVictims || steps < threshold,
  ),
  /** Who is served first of those with room: the one with the most steps left. */
  receives: rank((_instance: number, steps: number) => -steps),
  /** Who moves: the request with the least to copy, or as the knob says. */
  moves: rank((_request: RequestId, size: number) => size),
}

export const liveMigration = defineRouter({
  id: 'live-migration',
  role: 'router',
  title: 'Live migration',
  help: 'Requests go where most steps are left, and move while they decode when that changes.',
  source: 'Llumnix',
  moves: true,
  knobs,
  decisions,
  create({ migrates, threshold, intervalMs, victim, stages, lastBlocks, rest, headroom }, context) {
    const { requests, perRequest, classes } = context
    const movedAt = perRequest('f64', Number.NEGATIVE_INFINITY)
    const urgency = (request: RequestId): number => classes[requests.serviceClass[request]].priority
    const mostUrgent = Math.min(...classes.map(({ priority }) => priority))
    const isUrgent = (request: RequestId): boolean => urgency(request) === mostUrgent
    const stepsOf = (cluster: ClusterView, instance: number): number =>
      freeness(
        {
          freeBlocks: cluster.freeBlocks(instance),
          running: cluster.running(instance),
          waiting: cluster.waiting(instance),
          blocksOf: (request) => cluster.blocksFor(requests.prefillTarget[request]),
        },
        {
          counted: migrates ? 1 : Number.POSITIVE_INFINITY,
          ...(headroom > 0 && {
            kept: headroom * cluster.blocksFor(cluster.kvCapacity(instance)),
            isUrgent,
          }),
        },
      )
    /** Whether somebody who waits there has lost its blocks. */
    const hasVictims = (waiting: RequestList): boolean => {
      for (let i = 0; i < waiting.length; i++) if (requests.phase[waiting.at(i)] === Phase.preempted) return true
      return false
    }
    const isMovable = (request: RequestId, cluster: ClusterView): boolean =>
      requests.phase[request] === Phase.decode && cluster.now - movedAt.at[request] >= rest
    /** `place`: the how manieth it was admitted. */
    const size = (request: RequestId, place: number): number =>
      victim === 'last' ? -place : (victim === 'longest' ? -1 : 1) * requests.computed[request]
    return {
      route: (request, cluster) =>
        leastOf(cluster.alive, (instance) => decisions.dispatch(instance, request, stepsOf(cluster, instance))),
      ...(migrates && {
        moves: {
          interval: intervalMs / 1000,
          stages,
          lastBlocks,
          pairs(cluster) {
            const givers: Ranked[] = []
            const takers: Ranked[] = []
            for (const instance of cluster.alive) {
              const steps = stepsOf(cluster, instance)
              if (decisions.gives(instance, steps, threshold, hasVictims(cluster.waiting(instance))))
                givers.push({ instance, key: steps })
              else if (steps > threshold) takers.push({ instance, key: decisions.receives(instance, steps) })
            }
            givers.sort((a, b) => byKey(a, b) || a.instance - b.instance)
            takers.sort((a, b) => byKey(a, b) || b.instance - a.instance)
            // Whoever is to be emptied goes first, to whoever has the most room.
            const all = [...cluster.draining, ...givers.map(({ instance }) => instance)]
            return all.slice(0, takers.length).map((giver, i) => [giver, takers[i].instance] as const)
          },
          victim(instance, cluster) {
            const running = cluster.running(instance)
            let chosen = -1
            let least = Number.POSITIVE_INFINITY
            for (let i = 0; i < running.length; i++) {
              const request = running.at(i)
              if (!isMovable(request, cluster)) continue
              const less = chosen < 0 ? 1 : urgency(request) - urgency(chosen)
              if (less < 0) continue
              const key = decisions.moves(request, size(request, i))
              if (less === 0 && key >= least) continue
              chosen = request
              least = key
            }
            if (chosen >= 0) movedAt.at[chosen] = cluster.now
            return chosen
          },
        },
      }),
    }
  },
})

interface Ranked {
  readonly instance: number
  readonly key: number
}

/** Keys may be infinite. */
const byKey = (a: Ranked, b: Ranked): number => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)
