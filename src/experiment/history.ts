/**
 * Undo and redo as values: what was before, what was undone. Edits of one gesture (a slider's drag, typing into one
 * field) are one step. Where the reader looks is no step and stays as it is when steps are taken back.
 */
import type { Experiment } from './document.ts'
import { isSame } from './record.ts'

/** Documents share what did not change, so 100 steps of a 2 kB document are well under 1 MB. */
export const MOST_STEPS = 100

export interface History {
  /** Documents before each step, oldest first. */
  readonly past: readonly Step[]
  /** Documents undone, the next to come back last. */
  readonly future: readonly Experiment[]
}

interface Step {
  readonly before: Experiment
  readonly gesture: string | null
}

export interface Moved {
  readonly history: History
  readonly document: Experiment
}

export const emptyHistory: History = { past: [], future: [] }

/** A step away from `before`. Further edits with the gesture key of the last step belong to it. */
export function record(history: History, before: Experiment, gesture?: string): History {
  const isSameGesture = gesture !== undefined && history.past.at(-1)?.gesture === gesture
  // After an undo even the same gesture is a new step: the document it would join is gone.
  if (isSameGesture && history.future.length === 0) return history
  const past = [...history.past, { before, gesture: gesture ?? null }].slice(-MOST_STEPS)
  return { past, future: [] }
}

/** Null where nothing is left to undo. */
export function undo(history: History, present: Experiment): Moved | null {
  const at = history.past.findLastIndex((step) => differs(step.before, present))
  const step = history.past[at]
  if (!step) return null
  return {
    history: { past: history.past.slice(0, at), future: [...history.future, present] },
    document: lookingAs(step.before, present),
  }
}

/** Null where nothing was undone, or something was edited since. */
export function redo(history: History, present: Experiment): Moved | null {
  const next = history.future.at(-1)
  if (!next) return null
  return {
    history: { past: [...history.past, { before: present, gesture: null }], future: history.future.slice(0, -1) },
    document: lookingAs(next, present),
  }
}

const differs = (a: Experiment, b: Experiment): boolean => !isSame(lookingAs(a, b), b)

/** The document with the view of another, but for the notes: those are written, and come and go with the steps. */
function lookingAs(document: Experiment, { view }: Experiment): Experiment {
  const { view: own, ...rest } = document
  const { notes: _, ...looks } = view ?? {}
  const seen = { ...looks, ...(own?.notes && { notes: own.notes }) }
  return Object.keys(seen).length === 0 ? rest : { ...rest, view: seen }
}
