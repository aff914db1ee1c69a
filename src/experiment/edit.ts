/**
 * The one way a document changes: a path and a value. What equals its default (or, in an arm, the setup below it) is
 * never written, so a slider moved there and back leaves no trace in the link.
 *
 * Paths: `setup.scheduler.tokenBudget`, `setup.scheduler` (an id replaces the algorithm), `arms.b.workload.rate`,
 * `events.burst.at`, `events.fork.patch.scheduler`, `title`, `seed`, `view.t0` …
 * Values: undefined puts back what was there without the edit, null takes a key out of a record.
 */
import { type Defaults, defaultsOf } from './defaults.ts'
import { BASELINE, type Experiment, type Patch } from './document.ts'
import { apply, diff } from './patch.ts'
import { locate, put, set, stepsOf, take } from './path.ts'
import { isRecord, isSame, own } from './record.ts'
import { minimalSetup, wholeSetup } from './setup-of.ts'

export function edit(document: Experiment, path: string, value: unknown): Experiment {
  const steps = stepsOf(path)
  const defaults = defaultsOf(document)
  const patchSteps = patchStepsOf(steps)
  const inPatch = patchSteps.length > 0 && patchSteps.length < steps.length
  const changed = inPatch
    ? put(document, patchSteps, editPatch(document, { patchSteps, path: below(steps, patchSteps), value, defaults }))
    : put(document, steps, value === null ? undefined : value)
  return tidy(changed as unknown as Experiment, document, defaults)
}

/** Steps to the patch a path goes into; empty where it goes into no patch. */
function patchStepsOf(steps: readonly string[]): readonly string[] {
  if (steps[0] === 'setup') return ['setup']
  if (steps[0] === 'arms') return steps.slice(0, 2)
  return steps[0] === 'events' && steps[2] === 'patch' ? steps.slice(0, 3) : []
}

const below = (steps: readonly string[], patchSteps: readonly string[]): string =>
  steps.slice(patchSteps.length).join('.')

interface PatchEdit {
  readonly patchSteps: readonly string[]
  readonly path: string
  readonly value: unknown
  readonly defaults: Defaults
}

/** The patch at `patchSteps` with one value changed, smallest again. */
function editPatch(document: Experiment, { patchSteps, path, value, defaults }: PatchEdit): Patch {
  const { choices } = defaults
  const base = patchSteps[0] === 'setup' ? defaults.setup : wholeSetup(document.setup, defaults)
  const found = patchSteps.reduce<unknown>((node, step) => own(node, step), document)
  const before = apply(base, isRecord(found) ? found : {}, choices)
  if (value === null) return diff(base, take(before, locate(before, path)), choices)
  if (value !== undefined) return diff(base, set(before, path, value, choices), choices)
  // Put back: out of the patch it goes. An id goes with its knobs, or they would land on the algorithm of the base.
  const steps = locate(before, path)
  const node = steps.at(-1) === 'id' ? steps.slice(0, -1) : steps
  return diff(base, apply(base, take(diff(base, before, choices), node), choices), choices)
}

/** Empty records are left out, the setup is smallest, and there is always a baseline. An edit of nothing is nothing. */
function tidy(changed: Experiment, before: Experiment, defaults: Defaults): Experiment {
  const kept = Object.entries(changed).filter(
    ([key, value]) => key === 'setup' || key === 'arms' || !isRecord(value) || Object.keys(value).length > 0,
  )
  const arms = isRecord(changed.arms) && Object.keys(changed.arms).length > 0 ? changed.arms : { [BASELINE]: {} }
  const setup = isRecord(changed.setup) ? minimalSetup(changed.setup, defaults) : {}
  const after = { ...(Object.fromEntries(kept) as unknown as Experiment), setup, arms }
  return isSame(after, before) ? before : after
}
