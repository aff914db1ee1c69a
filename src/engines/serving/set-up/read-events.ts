/** Checks the document’s events against a set-up, once, when a simulation starts. */
import type { DocumentEvent } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { roles } from '../roles/roles.ts'
import { type EventKindName, eventKinds, type PatchEvent, type ServingEvent } from './event-kinds.ts'
import { instanceCount, resolveHardware } from './hardware.ts'
import type { ServingSetup } from './schema.ts'

/** Keys of the set-up that a patch may change while the simulation runs: those that own no layout of memory. */
const patchable: readonly string[] = [
  ...Object.entries(roles).flatMap(([key, { isPatchable }]) => (isPatchable ? [key] : [])),
  'lengths',
  'cost',
]

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
  const isFixed = (key: string): boolean => !patchable.includes(key)
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
  const changed = Object.fromEntries(patchable.map((key) => [key, wanted[key as keyof ServingSetup]]))
  return { ...event, setup: { ...setup, ...changed } }
}
