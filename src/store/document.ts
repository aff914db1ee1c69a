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
  /** What was wrong with the link or file the document came from; none once that document is undone. */
  readonly problems: readonly Problem[]
  /** Of the document opened last: those problems, the steps of undo behind it, and how many were opened before. */
  readonly opened: { readonly problems: readonly Problem[]; readonly depth: number; readonly count: number }
  /** First digits of the results that the maker of the link saw, until the document is edited; null where none travelled. */
  readonly madeDigest: string | null
  /** Edits with the same gesture key (a drag of a slider, typing into a field) are one step of undo. */
  edit(path: string, value: unknown, gesture?: string): void
  /** Several edits as one step of undo: a mend button, a dropped trace. */
  editAll(edits: Readonly<Record<string, unknown>>, gesture?: string): void
  /** Another document takes the place of this one; undo brings this one back. */
  open(opened: Opened): void
  undo(): void
  redo(): void
  selectArm(arm: ArmKey): void
  dismissProblems(): void
}

/** A document that came from a link or file, with what was wrong in it and what its maker saw. */
export interface Opened {
  readonly document: Experiment
  readonly problems: readonly Problem[]
  readonly made?: { readonly digest?: string | undefined }
}

export function createDocumentStore({ document: first, problems, made }: Opened): StoreApi<DocumentState> {
  return createStore<DocumentState>((set, get) => {
    const change = (document: Experiment, gesture?: string) => {
      const state = get()
      if (document === state.document) return
      const history = record(state.history, state.document, gesture)
      // Edited from before it was opened: it will not come back by redo.
      if (state.history.past.length < state.opened.depth) set({ opened: { ...state.opened, problems: [], depth: 0 } })
      set({ document, history, arm: knownArm(document, state.arm), madeDigest: null })
    }
    const travel = (move: typeof undo) => {
      const state = get()
      const moved = move(state.history, state.document)
      if (!moved) return
      const { problems, depth } = state.opened
      const isStillIt = moved.history.past.length >= depth
      set({
        ...moved,
        arm: knownArm(moved.document, state.arm),
        madeDigest: null,
        problems: isStillIt ? problems : [],
      })
    }
    return {
      document: first,
      history: emptyHistory,
      arm: knownArm(first, ''),
      problems,
      opened: { problems, depth: 0, count: 0 },
      madeDigest: made?.digest ?? null,
      edit: (path, value, gesture) => change(edited(get().document, path, value), gesture),
      editAll: (edits, gesture) =>
        change(
          Object.entries(edits).reduce((document, [path, value]) => edited(document, path, value), get().document),
          gesture,
        ),
      open: (opened) => {
        change(opened.document)
        const { history, opened: before } = get()
        const { problems: told, made: by } = opened
        set({
          problems: told,
          opened: { problems: told, depth: history.past.length, count: before.count + 1 },
          madeDigest: by?.digest ?? null,
        })
      },
      undo: () => travel(undo),
      redo: () => travel(redo),
      selectArm: (arm) => set({ arm: knownArm(get().document, arm) }),
      dismissProblems: () => set({ problems: [], opened: { ...get().opened, problems: [] } }),
    }
  })
}

/** An arm that the document has: the one asked for, else the baseline. */
function knownArm(document: Experiment, arm: ArmKey): ArmKey {
  const keys = Object.keys(document.arms)
  return keys.includes(arm) ? arm : keys[0]
}
