/**
 * Taking a lesson: the reader's own experiment is kept aside while a step's stands on the page, and put back as it was, with
 * its undo, on leaving. Answers to predictions last as long as the page, so that going back a step shows what was said. As long as
 * a step asks, nothing that was made of its run may be had: what shows or hands out figures looks at `asking`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DocumentState } from './document.ts'
import type { ViewState } from './view.ts'

export type KeptDocument = Pick<DocumentState, 'document' | 'history' | 'arm' | 'problems' | 'opened' | 'madeDigest'>
export type KeptView = Pick<ViewState, 'range' | 'playhead' | 'selection' | 'stage' | 'hidden'>

export interface LessonState {
  /** What the reader had before; null while no lesson is being taken. */
  readonly kept: { readonly document: KeptDocument; readonly view: KeptView } | null
  /** Locked-in predictions, by `<lesson>/<step>`; null where the reader went on without one. */
  readonly answers: Readonly<Record<string, string | number | null>>
  /** The step on the page whose prediction is still open. */
  readonly asking: string | null
  /** The step that was left for the Lab, to return to: as long as its experiment is the one opened last. */
  readonly back: { readonly title: string; readonly address: string; readonly opened: number } | null
}

export interface LessonParts {
  readonly document: StoreApi<DocumentState>
  readonly view: StoreApi<ViewState>
  readonly lessons: StoreApi<LessonState>
}

export const createLessonStore = (): StoreApi<LessonState> =>
  createStore<LessonState>(() => ({ kept: null, answers: {}, asking: null, back: null }))

/** Puts back what the reader had. Nothing happens where no lesson is being taken. */
export function leaveLessons({ document, view, lessons }: LessonParts): void {
  const { kept } = lessons.getState()
  if (kept === null) return
  lessons.setState({ kept: null, asking: null })
  document.setState(kept.document)
  view.setState({ ...kept.view, hover: null })
}
