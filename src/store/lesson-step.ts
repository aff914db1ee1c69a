/**
 * A step of a lesson on the page: what the reader had is kept aside, and the step's experiment stands in its place until the lessons are
 * left (lesson.ts).
 */
import type { StoreApi } from 'zustand/vanilla'
import { emptyHistory } from '../experiment/history.ts'
import { engineIn } from '../experiment/link.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Seconds } from '../kernel/units.ts'
import type { DocumentState } from './document.ts'
import type { KeptDocument, KeptView, LessonParts, LessonState } from './lesson.ts'
import { documentOfStep, type Stepped } from './lesson-document.ts'
import { whenOpen } from './opening.ts'
import type { ViewState } from './view.ts'

export interface EnteredStep {
  readonly number: number
  readonly hidden: readonly string[]
  /** Where the playhead stands. */
  readonly at: Seconds
  /** The place of its prediction; null where it asks for none. */
  readonly asks: string | null
}

/** Puts a step's experiment on the page, with the timelines it speaks of. */
export function enterStep(parts: LessonParts, lesson: Stepped, step: EnteredStep): void {
  const refuse = (problem: Problem) => parts.document.setState({ problems: [problem] })
  whenOpen(engineIn(lesson.link), () => stage(parts, lesson, step), refuse)
}

function stage({ document, view, lessons }: LessonParts, lesson: Stepped, step: EnteredStep): void {
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
