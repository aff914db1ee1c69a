/**
 * Dispatch by freeness, and live migration: requests go to the instance that could decode longest with what it has free, and where that
 * changes they are moved while they decode.
 *
 * Freeness is the number of steps left: (free blocks − blocks that the first waiting request asks for) / requests. An instance whose
 * first waiting request does not fit looks overloaded and sheds load until it does, so that memory scattered over the cluster is
 * gathered; without migration all that wait count. At intervals those below a threshold are paired with those above, the fullest
 * with the emptiest.
 *
 * Source: Llumnix (Sun et al., OSDI 2024, arXiv 2406.03243) and its code: remaining steps, threshold 3, every 50 ms, shortest running
 * request first, at most 3 stages, the last below 16 blocks. That a request rests after a move is ours, against moving to and fro.
 */
import * as z from 'zod'
import { Phase } from '../requests.ts'
import { type ClusterView, defineRouter, type RequestId } from '../roles.ts'
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
    help: 'Of the running requests the one with the least KV, the most, or the one admitted last.',
    level: 'advanced',
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
  create({ migrates, threshold, intervalMs, victim, stages, lastBlocks, rest }, { requests, perRequest }) {
    const movedAt = perRequest('f64', Number.NEGATIVE_INFINITY)
    const freeness = (cluster: ClusterView, instance: number): number => {
      const waiting = cluster.waiting(instance)
      const counted = migrates ? Math.min(1, waiting.length) : waiting.length
      let demand = 0
      for (let i = 0; i < counted; i++) demand += cluster.blocksFor(requests.prefillTarget[waiting.at(i)])
      const served = cluster.running(instance).length + counted
      return served === 0 ? Number.POSITIVE_INFINITY : (cluster.freeBlocks(instance) - demand) / served
    }
    const isMovable = (request: RequestId, cluster: ClusterView): boolean =>
      requests.phase[request] === Phase.decode && cluster.now - movedAt.at[request] >= rest
    const size = (request: RequestId): number => (victim === 'longest' ? -1 : 1) * requests.computed[request]
    return {
      route: (_request, cluster) => leastOf(cluster.alive, (instance) => -freeness(cluster, instance)),
      ...(migrates && {
        moves: {
          interval: intervalMs / 1000,
          stages,
          lastBlocks,
          pairs(cluster) {
            const steps = new Map(cluster.alive.map((instance) => [instance, freeness(cluster, instance)]))
            const by = (one: number, other: number): number =>
              (steps.get(one) ?? 0) - (steps.get(other) ?? 0) || one - other
            const givers = cluster.alive.filter((instance) => (steps.get(instance) ?? 0) < threshold).sort(by)
            const takers = cluster.alive
              .filter((instance) => (steps.get(instance) ?? 0) > threshold)
              .sort((a, b) => by(b, a))
            return givers.slice(0, takers.length).map((giver, i) => [giver, takers[i]] as const)
          },
          victim(instance, cluster) {
            const running = cluster.running(instance)
            let chosen = -1
            for (let i = 0; i < running.length; i++) {
              const request = running.at(i)
              if (!isMovable(request, cluster)) continue
              if (chosen < 0 || victim === 'last' || size(request) < size(chosen)) chosen = request
            }
            if (chosen >= 0) movedAt.at[chosen] = cluster.now
            return chosen
          },
        },
      }),
    }
  },
})
