/**
 * Taking a lesson: the reader's own experiment is kept aside while a step's stands on the page, and put back as it was, with
 * its undo, on leaving. Answers to predictions last as long as the page, so that going back a step shows what was said.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyHistory } from '../experiment/history.ts'
import type { DocumentState } from './document.ts'
import { documentOfStep, type Stepped } from './lesson-document.ts'
import type { ViewState } from './view.ts'

type KeptDocument = Pick<DocumentState, 'document' | 'history' | 'arm' | 'problems' | 'opened' | 'madeDigest'>
type KeptView = Pick<ViewState, 'range' | 'playhead' | 'selection' | 'stage' | 'hidden'>

export interface LessonState {
  /** What the reader had before; null while no lesson is being taken. */
  readonly kept: { readonly document: KeptDocument; readonly view: KeptView } | null
  /** Locked-in predictions, by `<lesson>/<step>`. */
  readonly answers: Readonly<Record<string, string | number>>
  /** The step that was left for the Lab, to return to: as long as its experiment is the one opened last. */
  readonly back: { readonly title: string; readonly address: string; readonly opened: number } | null
}

export interface LessonParts {
  readonly document: StoreApi<DocumentState>
  readonly view: StoreApi<ViewState>
  readonly lessons: StoreApi<LessonState>
}

export const createLessonStore = (): StoreApi<LessonState> =>
  createStore<LessonState>(() => ({ kept: null, answers: {}, back: null }))

/** Puts a step's experiment on the page, with the timelines it speaks of. */
export function enterStep(
  { document, view, lessons }: LessonParts,
  lesson: Stepped,
  step: { readonly number: number; readonly hidden: readonly string[] },
): void {
  if (lessons.getState().kept === null) {
    lessons.setState({ kept: { document: keptDocument(document.getState()), view: keptView(view.getState()) } })
  }
  const staged = documentOfStep(lesson, step.number)
  const arms = Object.keys(staged.arms)
  // Knobs of a step are those of the arm it changes: the last one.
  document.setState({
    document: staged,
    history: emptyHistory,
    arm: arms[arms.length - 1],
    problems: [],
    opened: { ...document.getState().opened, problems: [], depth: 0 },
    madeDigest: null,
  })
  view.setState({ range: null, selection: null, playhead: 0, hover: null, stage: 'timelines', hidden: step.hidden })
  lessons.setState({ back: null })
}

/** Puts back what the reader had. Nothing happens where no lesson is being taken. */
export function leaveLessons({ document, view, lessons }: LessonParts): void {
  const { kept } = lessons.getState()
  if (kept === null) return
  lessons.setState({ kept: null })
  document.setState(kept.document)
  view.setState({ ...kept.view, hover: null })
}

export function lockIn(lessons: StoreApi<LessonState>, place: string, answer: string | number): void {
  lessons.setState({ answers: { ...lessons.getState().answers, [place]: answer } })
}

const keptDocument = ({ document, history, arm, problems, opened, madeDigest }: DocumentState): KeptDocument => ({
  document,
  history,
  arm,
  problems,
  opened,
  madeDigest,
})

const keptView = ({ range, playhead, selection, stage, hidden }: ViewState): KeptView => ({
  range,
  playhead,
  selection,
  stage,
  hidden,
})
