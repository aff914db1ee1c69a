/**
 * Dispatch by freeness, and live migration: requests go to the instance that could decode longest with what it has free, and where that
 * changes they are moved while they decode.
 *
 * An instance whose first waiting request does not fit looks overloaded by its freeness (freeness.ts) and sheds load until it does, so
 * that memory scattered over the cluster is gathered; without migration all that wait count. At intervals those below a threshold are
 * paired with those above, the fullest with the emptiest; an instance that is to be emptied gives whatever its freeness. Of its
 * requests the least urgent move first. With a headroom, instances with urgent requests look fuller than they are, so that others
 * stay away from them or leave.
 *
 * Source: Llumnix (Sun et al., OSDI 2024, arXiv 2406.03243) and its code: remaining steps, threshold 3, every 50 ms, shortest running
 * request first, at most 3 stages, the last below 16 blocks. That a request rests after a move is ours, against moving to and fro.
 */
import * as z from 'zod'
import { freeness } from '../../contracts/freeness.ts'
import type { RequestId } from '../../contracts/request.ts'
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

export const liveMigration = defineRouter({
  id: 'live-migration',
  role: 'router',
  title: 'Live migration',
  help: 'Requests go where most steps are left, and move while they decode when that changes.',
  source: 'Llumnix',
  moves: true,
  knobs,
  create({ migrates, threshold, intervalMs, victim, stages, lastBlocks, rest, headroom }, context) {
    const { requests, perRequest, classes } = context
    const movedAt = perRequest('f64', Number.NEGATIVE_INFINITY)
    const urgency = (request: RequestId): number => classes[requests.serviceClass[request]].priority
    const mostUrgent = Math.min(...classes.map(({ priority }) => priority))
    const options = {
      counted: migrates ? 1 : Number.POSITIVE_INFINITY,
      headroom,
      isUrgent: (request: RequestId) => urgency(request) === mostUrgent,
    }
    const freenessOf = (cluster: ClusterView, instance: number): number =>
      freeness(
        {
          freeBlocks: cluster.freeBlocks(instance),
          totalBlocks: cluster.blocksFor(cluster.kvCapacity(instance)),
          running: cluster.running(instance),
          waiting: cluster.waiting(instance),
          blocksOf: (request) => cluster.blocksFor(requests.prefillTarget[request]),
        },
        options,
      )
    const isMovable = (request: RequestId, cluster: ClusterView): boolean =>
      requests.phase[request] === Phase.decode && cluster.now - movedAt.at[request] >= rest
    const size = (request: RequestId): number => (victim === 'longest' ? -1 : 1) * requests.computed[request]
    /** Whether `request` had better move than `other`, which came before it. */
    const goesBefore = (request: RequestId, other: RequestId): boolean => {
      const less = urgency(request) - urgency(other)
      return less !== 0 ? less > 0 : victim === 'last' || size(request) < size(other)
    }
    return {
      route: (_request, cluster) => leastOf(cluster.alive, (instance) => -freenessOf(cluster, instance)),
      ...(migrates && {
        moves: {
          interval: intervalMs / 1000,
          stages,
          lastBlocks,
          pairs(cluster) {
            const steps = new Map(cluster.alive.map((instance) => [instance, freenessOf(cluster, instance)]))
            const by = (one: number, other: number): number =>
              (steps.get(one) ?? 0) - (steps.get(other) ?? 0) || one - other
            const givers = cluster.alive.filter((instance) => (steps.get(instance) ?? 0) < threshold).sort(by)
            const takers = cluster.alive
              .filter((instance) => (steps.get(instance) ?? 0) > threshold)
              .sort((a, b) => by(b, a))
            // Whoever is to be emptied goes first, to whoever has the most room.
            const all = [...cluster.draining, ...givers]
            return all.slice(0, takers.length).map((giver, i) => [giver, takers[i]] as const)
          },
          victim(instance, cluster) {
            const running = cluster.running(instance)
            let chosen = -1
            for (let i = 0; i < running.length; i++) {
              const request = running.at(i)
              if (!isMovable(request, cluster)) continue
              if (chosen < 0 || goesBefore(request, chosen)) chosen = request
            }
            if (chosen >= 0) movedAt.at[chosen] = cluster.now
            return chosen
          },
        },
      }),
    }
  },
})
