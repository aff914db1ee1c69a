/**
 * How documents of earlier versions become today's. Two things may change with a version: defaults (the setup is then
 * rewritten so that the whole stays what it was) and the shape of the envelope (a step changes it).
 *
 * Ids are for ever: an algorithm that gets a better name leaves its old one here as an alias.
 */
import { manifestOf } from '../engines/registry.ts'
import { InvariantError } from '../kernel/problem.ts'
import { CURRENT_VERSION, type Defaults, defaultsOf } from './defaults.ts'
import type { Experiment, ExperimentEvent, Patch } from './document.ts'
import { apply, diff } from './patch.ts'
import { isRecord, own } from './record.ts'

export interface Upgrade {
  readonly from: number
  /** Changes what the defaults do not account for; most versions need nothing here. */
  readonly change: (document: Experiment) => Experiment
}

/** One step for every version but the newest, in order. */
export const UPGRADES: readonly Upgrade[] = [
  // 2: a request is admitted where its whole prompt fits; before, where its first piece did. The defaults say all of it.
  { from: 1, change: (document) => document },
]

/** Path of a choice → old id → today's id. */
export type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

const ALIASES: Aliases = {}

/** A path below the set-up, `retention.knobs.x` or `retention`, with today's first step, as the engine's manifest has it. */
export function renamedPath(engine: string, path: string): string {
  const [head = '', ...rest] = path.split('.')
  const today = own(manifestOf(engine)?.renamed, head)
  return typeof today === 'string' ? [today, ...rest].join('.') : path
}

/** A patch with today's keys in place of renamed ones. Where both are there today's holds. */
export function withKeyAliases(engine: string, patch: Patch): Patch {
  const entries = Object.entries(patch).flatMap(([key, value]) => {
    const today = renamedPath(engine, key)
    return today !== key && Object.hasOwn(patch, today) ? [] : [[today, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The document in today's version: every number of every arm as it was when the document was written. */
export function upgrade(document: Experiment, steps: readonly Upgrade[] = UPGRADES): Experiment {
  let upgraded = document
  while (upgraded.v < CURRENT_VERSION) {
    const step = steps.find((candidate) => candidate.from === upgraded.v)
    if (!step) throw new InvariantError(`no upgrade from version ${upgraded.v} of the document`)
    const next = { ...step.change(upgraded), v: upgraded.v + 1 }
    upgraded = rebase(next, defaultsOf(upgraded), defaultsOf(next))
  }
  return upgraded
}

/** The same whole setups, arms and event patches, written as differences from other defaults. */
export function rebase(document: Experiment, from: Defaults, to: Defaults): Experiment {
  const setup = apply(from.setup, document.setup, from.choices)
  const again = (patch: Patch): Patch => diff(setup, apply(setup, patch, from.choices), to.choices)
  const events = document.events && mapValues(document.events, (event) => rebaseEvent(event, again))
  return {
    ...document,
    setup: diff(to.setup, setup, to.choices),
    arms: mapValues(document.arms, again),
    ...(events && { events }),
  }
}

function rebaseEvent(event: ExperimentEvent, again: (patch: Patch) => Patch): ExperimentEvent {
  const patch = event.patch
  return isRecord(patch) ? { ...event, patch: again(patch) } : event
}

/** A patch with today's ids in place of renamed ones. */
export function withAliases(patch: Patch, aliases: Aliases = ALIASES, path = ''): Patch {
  if (Object.keys(aliases).length === 0) return patch
  const known = own(aliases, path)
  return mapValues(patch, (value, key) => {
    if (key === 'id' && typeof value === 'string') return own(known, value) ?? value
    return isRecord(value) ? withAliases(value, aliases, path === '' ? key : `${path}.${key}`) : value
  })
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
