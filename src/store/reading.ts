/**
 * What panels ask of a document. Panels know the envelope's types only; its functions are the store's business.
 */
import { type Experiment, MOST_ARMS, type Patch } from '../experiment/document.ts'
import { apply } from '../experiment/patch.ts'
import { setupOf } from '../experiment/setup-of.ts'
import type { ArmKey } from '../worker/api.ts'

export const mostArms = MOST_ARMS

/** The whole set-up of an arm, as far as the frozen defaults know it. */
export const wholeSetupOf = (document: Experiment, arm?: ArmKey): Patch => setupOf(document, arm)

/** A set-up with a patch on it. */
export const patched = (setup: Patch, patch: Patch): Patch => apply(setup, patch)
