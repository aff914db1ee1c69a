/**
 * A document made whole: each arm's set-up with every default filled in and checked, its events in engine terms, and what
 * is known before anything runs. The one place where a document is validated.
 */
import type { Experiment, ExperimentEvent, Patch } from '../experiment/document.ts'
import { countPoints } from '../experiment/points.ts'
import { setupOf, withPatch } from '../experiment/setup-of.ts'
import type { DocumentEvent, Engine } from '../kernel/engine.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Completed, CompletedArm } from './completed.ts'
import { engineOf } from './engines.ts'
import { missingData, type Shelf } from './shelf.ts'

/** A setup ready to start. */
export interface ReadyArm {
  readonly key: string
  readonly seed: number
  readonly setup: unknown
  readonly events: readonly DocumentEvent[]
}

export interface Ready {
  readonly engine: Engine | null
  readonly completed: Completed
  readonly arms: readonly ReadyArm[]
}

export function completeDocument(document: Experiment, shelf: Shelf): Ready {
  const found = engineOf(document.engine.id)
  const { missing } = shelf.resolve(document)
  const references = document.data ?? {}
  const problems: Problem[] = missing.map((key) => missingData(key, references[key]))
  if (!found.ok) {
    return {
      engine: null,
      arms: [],
      completed: { arms: [], runs: 0, problems: [...problems, ...found.problems], missingData: missing },
    }
  }
  const engine = found.value
  const points = countPoints(document)
  const arms: ReadyArm[] = []
  const completed: CompletedArm[] = []
  for (const key of Object.keys(document.arms)) {
    const whole = setupOf(document, key)
    const { setup, problems: repairs } = engine.complete(whole)
    const { problems: obstacles, facts } = engine.check(setup)
    const events = eventsOf(document, key, whole, engine)
    arms.push({ key, seed: document.seed, setup, events: events.events })
    completed.push({
      key,
      setup: setup as Readonly<Record<string, unknown>>,
      problems: [...repairs, ...obstacles, ...events.problems, ...eventProblems(engine, setup, events.events)],
      facts,
    })
  }
  return {
    engine,
    arms,
    completed: {
      arms: completed,
      runs: points.total,
      problems: [...problems, ...points.problems, ...(engine.checkTogether?.(arms.map(({ setup }) => setup)) ?? [])],
      missingData: missing,
    },
  }
}

/** An engine that checks no events knows none: it is told that they do nothing. */
function eventProblems(engine: Engine, setup: unknown, events: readonly DocumentEvent[]): readonly Problem[] {
  if (engine.checkEvents) return engine.checkEvents(setup, events)
  return events.map(({ key, kind }) => ({
    code: 'events-unknown',
    message: `The ${engine.id} engine knows no events: “${key}” (${kind}) does nothing.`,
    remedy: 'Take it out, or change the set-up itself.',
    path: `events.${key}`,
    severity: 'notice',
  }))
}

/**
 * Events of an arm, by time: those of the document that name no arm or this one. A patch event says what changes; the engine
 * gets the whole set-up from then on, patches of earlier events included.
 */
export function eventsOf(
  document: Experiment,
  arm: string,
  whole: Patch,
  engine: Engine,
): { readonly events: readonly DocumentEvent[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  let setup = whole
  const mine = Object.entries(document.events ?? {}).filter(([, event]) => event.arm === undefined || event.arm === arm)
  mine.sort(([oneKey, one], [otherKey, other]) => one.at - other.at || (oneKey < otherKey ? -1 : 1))
  const events = mine.map(([key, event]): DocumentEvent => {
    if (event.kind !== 'patch') return { ...event, key }
    setup = withPatch(document, setup, patchOf(event))
    const { setup: completed, problems: repairs } = engine.complete(setup)
    problems.push(...repairs.map((repair) => ({ ...repair, path: `events.${key}` })))
    return { at: event.at, kind: event.kind, key, setup: completed }
  })
  return { events, problems }
}

const patchOf = (event: ExperimentEvent): Patch =>
  typeof event.patch === 'object' && event.patch !== null ? (event.patch as Patch) : {}
