/**
 * The document and its one action: `edit(path, value)`. Everything a person changes goes through it, is undoable, and
 * ends up in the link. Selecting an arm is not an edit: it only says where the form's edits go.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import { edit as edited } from '../experiment/edit.ts'
import { emptyHistory, type History, record, redo, undo } from '../experiment/history.ts'
import type { Problem } from '../kernel/problem.ts'
import type { ArmKey } from '../worker/api.ts'

export interface DocumentState {
  readonly document: Experiment
  readonly history: History
  /** The arm on the form. */
  readonly arm: ArmKey
  /** What was wrong with the link or file the document came from. */
  readonly problems: readonly Problem[]
  /** Edits with the same gesture key (a drag of a slider, typing into a field) are one step of undo. */
  edit(path: string, value: unknown, gesture?: string): void
  /** Several edits as one step of undo: a mend button, a dropped trace. */
  editAll(edits: Readonly<Record<string, unknown>>): void
  /** Another document takes the place of this one; undo brings this one back. */
  open(document: Experiment, problems: readonly Problem[]): void
  undo(): void
  redo(): void
  selectArm(arm: ArmKey): void
  dismissProblems(): void
}

export function createDocumentStore(first: Experiment, problems: readonly Problem[]): StoreApi<DocumentState> {
  return createStore<DocumentState>((set, get) => {
    const change = (document: Experiment, gesture?: string) => {
      const state = get()
      if (document === state.document) return
      set({ document, history: record(state.history, state.document, gesture), arm: knownArm(document, state.arm) })
    }
    const travel = (move: typeof undo) => {
      const state = get()
      const moved = move(state.history, state.document)
      if (moved) set({ ...moved, arm: knownArm(moved.document, state.arm) })
    }
    return {
      document: first,
      history: emptyHistory,
      arm: knownArm(first, ''),
      problems,
      edit: (path, value, gesture) => change(edited(get().document, path, value), gesture),
      editAll: (edits) =>
        change(
          Object.entries(edits).reduce((document, [path, value]) => edited(document, path, value), get().document),
        ),
      open: (document, found) => {
        change(document)
        set({ problems: found })
      },
      undo: () => travel(undo),
      redo: () => travel(redo),
      selectArm: (arm) => set({ arm: knownArm(get().document, arm) }),
      dismissProblems: () => set({ problems: [] }),
    }
  })
}

/** An arm that the document has: the one asked for, else the baseline. */
function knownArm(document: Experiment, arm: ArmKey): ArmKey {
  const keys = Object.keys(document.arms)
  return keys.includes(arm) ? arm : keys[0]
}
