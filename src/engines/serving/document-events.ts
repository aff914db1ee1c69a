/**
 * Events of the document: a burst, an instance slowed, killed or restored, a patch of roles at a moment. Checked once, when a
 * simulation starts; what they do is here too, one function a kind.
 */
import * as z from 'zod'
import type { DocumentEvent } from '../../kernel/engine.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Cluster } from './cluster.ts'
import { kill, restoreInstance } from './death.ts'
import { instanceCount, resolveHardware } from './hardware.ts'
import { noteService } from './outage.ts'
import type { ServingSetup } from './schema.ts'

const at = z.number().min(0).max(1e7)
const instance = z.int().min(0).max(255).default(0)

/** Schemas of the kinds, with what the page says of them. */
export const eventKinds = {
  burst: z
    .object({
      at,
      kind: z.literal('burst'),
      requests: z.int().min(1).max(100_000).default(24),
      over: z.number().min(0).max(3600).default(1),
      promptTokens: z.int().min(1).max(1_000_000).optional(),
      outputTokens: z.int().min(1).max(1_000_000).optional(),
    })
    .meta({ label: 'Burst', help: 'More requests arrive within a short time.' }),
  slow: z
    // Links of before may name a factor below 1; it is read, told of and taken as 1.
    .object({ at, kind: z.literal('slow'), instance, factor: z.number().min(0.05).max(100).default(2) })
    .meta({ label: 'Slow down', help: "An instance's iterations take this many times as long, 1 or more." }),
  kill: z.object({ at, kind: z.literal('kill'), instance }).meta({
    label: 'Kill',
    help: 'An instance dies: its KV is lost and its requests start again elsewhere.',
  }),
  restore: z.object({ at, kind: z.literal('restore'), instance }).meta({
    label: 'Restore',
    help: 'A dead or slow instance is as new, with an empty cache.',
  }),
  patch: z.object({ at, kind: z.literal('patch'), setup: z.record(z.string(), z.unknown()) }).meta({
    label: 'Patch',
    help: 'Roles and settings change at this moment.',
  }),
} as const

export type EventKindName = keyof typeof eventKinds
export type ServingEvent = z.output<(typeof eventKinds)[EventKindName]> & { readonly key: string }
export type BurstEvent = Extract<ServingEvent, { kind: 'burst' }>
export type PatchEvent = Extract<ServingEvent, { kind: 'patch' }>

/** Top-level keys of the set-up that a patch may change while the simulation runs: those that own no memory layout. */
export const patchable = ['workload', 'lengths', 'scheduler', 'router', 'decoder', 'kvTiers', 'cost'] as const

/** Events that make sense, sorted by time, and a problem for each that does not. `setup` is what patches start from. */
export function readEvents(
  events: readonly DocumentEvent[],
  setup: ServingSetup,
): {
  readonly events: readonly ServingEvent[]
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const read: ServingEvent[] = []
  for (const event of events) {
    const schema = Object.hasOwn(eventKinds, event.kind) ? eventKinds[event.kind as EventKindName] : null
    const parsed = schema?.safeParse(event)
    if (parsed?.success) read.push({ ...parsed.data, key: event.key } as ServingEvent)
    else {
      const why = parsed
        ? parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        : ''
      problems.push({
        code: 'event-not-understood',
        message: `Event ${event.key} (${event.kind} at ${event.at} s) is left out${why ? `: ${why}` : ': no such kind'}.`,
        remedy: `Use one of ${Object.keys(eventKinds).join(', ')}.`,
        path: `events.${event.key}`,
        severity: 'notice',
      })
    }
  }
  const instances = instanceCount(resolveHardware(setup).pools)
  for (const event of read) {
    if (!('instance' in event) || event.instance < instances) continue
    problems.push({
      code: 'event-instance-missing',
      message: `Event ${event.key} (${event.kind} at ${event.at} s) names instance ${event.instance} of ${instances}, counted from 0: instance ${event.instance % instances} is taken.`,
      remedy: `Choose an instance from 0 to ${instances - 1}, or more instances.`,
      path: `events.${event.key}.instance`,
      severity: 'notice',
    })
  }
  for (const event of read) {
    if (event.kind !== 'slow' || event.factor >= 1) continue
    problems.push({
      code: 'event-slow-below-one',
      message: `Event ${event.key} (slow at ${event.at} s) has a factor of ${event.factor}, with which the instance would beat its own accelerator: 1 is taken, its own speed.`,
      remedy:
        'Set the factor to 1 or more; for a faster instance choose another accelerator, or a patch of the cost model.',
      path: `events.${event.key}.factor`,
      severity: 'notice',
    })
    event.factor = 1
  }
  read.sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1))
  const fitted = read.map((event) => (event.kind === 'patch' ? withinPatchable(event, setup, problems) : event))
  return { events: fitted, problems }
}

/** A patch with only those parts of its set-up that a running simulation can change; the others stay, and it is told. */
function withinPatchable(event: PatchEvent, setup: ServingSetup, problems: Problem[]): PatchEvent {
  const wanted = event.setup as unknown as ServingSetup
  const isFixed = (key: string): boolean => !(patchable as readonly string[]).includes(key)
  const fixed = (Object.keys(setup) as (keyof ServingSetup)[]).filter(
    (key) => isFixed(key) && JSON.stringify(wanted[key]) !== JSON.stringify(setup[key]),
  )
  if (fixed.length > 0) {
    problems.push({
      code: 'patch-out-of-reach',
      message: `Event ${event.key} changes ${fixed.join(', ')} at ${event.at} s: a running simulation keeps its own.`,
      remedy: `Make it an arm of its own, or patch one of ${patchable.join(', ')}.`,
      path: `events.${event.key}`,
      severity: 'notice',
    })
  }
  const changed = Object.fromEntries(patchable.map((key) => [key, wanted[key]]))
  return { ...event, setup: { ...setup, ...changed } }
}

/** What is due now; patches need the simulation. */
export function happen(cluster: Cluster, event: Exclude<ServingEvent, PatchEvent>, now: Seconds): void {
  // A burst is part of the workload.
  if (event.kind === 'slow') slow(cluster, event.instance, event.factor)
  else if (event.kind === 'kill') kill(cluster, event.instance, now)
  else if (event.kind === 'restore') restoreInstance(cluster, event.instance, now)
  if (event.kind === 'kill' || event.kind === 'restore') noteService(cluster, event.key, now)
}

function slow(cluster: Cluster, index: number, factor: number): void {
  cluster.instances[index % cluster.instances.length].state.slowdown = factor
}
