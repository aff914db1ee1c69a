/**
 * Whole setups and their differences, always against the frozen defaults of the document's version. What is stored is
 * the difference; what a reader of one value needs is the whole.
 */
import { type Defaults, defaultsOf } from './defaults.ts'
import type { Experiment, Patch } from './document.ts'
import { apply, diff } from './patch.ts'
import { own } from './record.ts'

/** The whole setup of an arm as far as the frozen defaults know it; the engine completes and checks it. */
export function setupOf(document: Experiment, arm?: string): Patch {
  const defaults = defaultsOf(document)
  const setup = wholeSetup(document.setup, defaults)
  const patch = arm === undefined ? undefined : own(document.arms, arm)
  return patch === undefined ? setup : apply(setup, patch as Patch, defaults.choices)
}

/** A whole setup with one more patch on it, e.g. that of an event; an algorithm it puts in starts from its own knobs. */
export function withPatch(document: Pick<Experiment, 'v' | 'engine'>, setup: Patch, patch: Patch): Patch {
  return apply(setup, patch, defaultsOf(document).choices)
}

export function wholeSetup(setup: Patch, defaults: Defaults): Patch {
  return apply(defaults.setup, setup, defaults.choices)
}

/** A setup without what equals the default. */
export function minimalSetup(setup: Patch, defaults: Defaults): Patch {
  return diff(defaults.setup, wholeSetup(setup, defaults), defaults.choices)
}
