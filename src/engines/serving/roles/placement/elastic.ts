/**
 * Elastic placement: as aggregated, but the number of instances follows the load. At intervals the freeness of those that serve is looked at,
 * as if they were one: how many steps all could decode on with what is free. Below one limit another instance is started, above the
 * other the one with the fewest requests is emptied and switched off. Where requests move, an instance is empty at once; where they do not, it serves its last answer first.
 *
 * Source: Llumnix (Sun et al., OSDI 2024, arXiv 2406.03243) and its code: every 10 s, up below 10 steps, down above 60. The time that an
 * instance takes to start is assumed.
 */
import * as z from 'zod'
import { rank, yes } from '../../../../kernel/decision.ts'
import { definePlacement, type FleetControl, type InstanceSeen, Standing } from '../../contracts/placement.ts'
import { degree, instancesKnob, loadTimeKnob } from './degree.ts'

const steps = (label: string, value: number, help: string) =>
  z
    .number()
    .min(0)
    .max(100_000)
    .default(value)
    .meta({ label, unit: 'steps', help, slider: [0, 200] })

const knobs = z.strictObject({
  instances: instancesKnob.default(4).meta({
    ...instancesKnob.meta(),
    label: 'Most instances',
    help: 'Instances at full load, with which a run begins: more carry more.',
  }),
  least: instancesKnob.meta({
    ...instancesKnob.meta(),
    label: 'Fewest instances',
    help: 'Instances that stay on whatever the load: more are readier and cost more.',
  }),
  tensor: degree('Tensor parallelism', 'Accelerators that share every layer.'),
  up: steps('Start another below', 10, 'Steps left of those that serve: higher starts sooner and costs more.'),
  down: steps('Switch one off above', 60, 'Steps left of those that serve: lower saves more and has less to spare.'),
  interval: z
    .number()
    .min(0.1)
    .max(3600)
    .default(10)
    .meta({
      label: 'Look every',
      unit: 's',
      help: 'Time between two looks: shorter follows the load, and its noise.',
      slider: [1, 60],
      level: 'advanced',
    }),
  loadTime: loadTimeKnob,
})

const decisions = {
  /** Whether another instance is started: too few steps are left on those that serve. */
  grows: yes((steps: number, up: number) => steps < up),
  /** Whether one is switched off: there are many. */
  shrinks: yes((steps: number, down: number) => steps > down),
  /** Which one: the one with the fewest requests. */
  leaves: rank((_instance: number, requests: number) => requests),
}

export const elastic = definePlacement({
  id: 'elastic',
  role: 'placement',
  title: 'Elastic',
  help: 'Instances are started and switched off as the load asks.',
  source: 'Llumnix',
  knobs,
  decisions,
  create: ({ least, up, down, interval, loadTime, instances, tensor }) => ({
    pools: [{ instances, tensor, duty: 'whole', pipeline: 1, data: 1, expertParallel: false }],
    fleet: { interval, loadTime, patience: 1, wishes: (seen) => wish(seen, { least, up, down }) },
  }),
})

/** One change at a time: while an instance starts or empties nothing else is begun, but what empties may be called back. */
function wish(
  seen: readonly InstanceSeen[],
  { least, up, down }: { readonly least: number; readonly up: number; readonly down: number },
): ReturnType<FleetControl['wishes']> {
  const having = (standing: Standing): readonly InstanceSeen[] => seen.filter((each) => each.standing === standing)
  const serving = having(Standing.works)
  const sum = (term: 'blocks' | 'requests'): number => serving.reduce((total, { room }) => total + room[term], 0)
  const mean = sum('requests') > 0 ? sum('blocks') / sum('requests') : Number.POSITIVE_INFINITY
  if (having(Standing.loads).length > 0) return []
  // Where one has died, fewer may be on than are to stay on whatever the load.
  if (serving.length < least || decisions.grows(mean, up)) {
    const next = having(Standing.drains)[0] ?? having(Standing.rests)[0]
    return next ? [{ instance: next.instance, duty: 'whole' }] : []
  }
  if (!decisions.shrinks(mean, down) || serving.length <= least || having(Standing.drains).length > 0) return []
  const keys = serving.map(({ instance, room }) => decisions.leaves(instance, room.requests))
  return [{ instance: serving[keys.lastIndexOf(Math.min(...keys))].instance, duty: null }]
}
