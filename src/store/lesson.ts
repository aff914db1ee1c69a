/**
 * Taking a lesson: the reader's own experiment is kept aside while a step's stands on the page, and put back as it was, with
 * its undo, on leaving. Answers to predictions last as long as the page, so that going back a step shows what was said. As long as
 * a step asks, nothing that was made of its run may be had: what shows or hands out figures looks at `asking`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyHistory } from '../experiment/history.ts'
import type { Seconds } from '../kernel/units.ts'
import type { DocumentState } from './document.ts'
import { documentOfStep, type Stepped } from './lesson-document.ts'
import type { ViewState } from './view.ts'

type KeptDocument = Pick<DocumentState, 'document' | 'history' | 'arm' | 'problems' | 'opened' | 'madeDigest'>
type KeptView = Pick<ViewState, 'range' | 'playhead' | 'selection' | 'stage' | 'hidden'>

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

export interface EnteredStep {
  readonly number: number
  readonly hidden: readonly string[]
  /** Where the playhead stands. */
  readonly at: Seconds
  /** The place of its prediction; null where it asks for none. */
  readonly asks: string | null
}

/** Puts a step's experiment on the page, with the timelines it speaks of. */
export function enterStep({ document, view, lessons }: LessonParts, lesson: Stepped, step: EnteredStep): void {
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
  const { hidden, at } = step
  view.setState({ range: null, selection: null, playhead: at, hover: null, stage: 'timelines', hidden })
  // A moment is there to be looked at; only what begins at the beginning may be playing.
  if (at > 0) view.getState().play(false)
  const isOpen = step.asks !== null && lessons.getState().answers[step.asks] === undefined
  lessons.setState({ back: null, asking: isOpen ? step.asks : null })
}

/** Puts back what the reader had. Nothing happens where no lesson is being taken. */
export function leaveLessons({ document, view, lessons }: LessonParts): void {
  const { kept } = lessons.getState()
  if (kept === null) return
  lessons.setState({ kept: null, asking: null })
  document.setState(kept.document)
  view.setState({ ...kept.view, hover: null })
}

/** `null`: the reader goes on without an answer. */
export function lockIn(lessons: StoreApi<LessonState>, place: string, answer: string | number | null): void {
  const { answers, asking } = lessons.getState()
  lessons.setState({ answers: { ...answers, [place]: answer }, asking: asking === place ? null : asking })
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
