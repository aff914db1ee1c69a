/**
 * One step of a lesson: its words in place of the set-up, and the live stage of the Lab beside them. Until a prediction is
 * locked in or skipped, the stage and the figures are not there at all: who has seen the answer cannot be surprised by it, and a cover
 * over them would not cover them for a screen reader, a search or a printer.
 */
import { useEffect } from 'react'
import type { Lesson } from '../../content/lessons/lesson.ts'
import type { Words } from '../../content/words.ts'
import { ReadoutPanel } from '../../panels/inspect/ReadoutPanel.tsx'
import { SummaryPanel } from '../../panels/inspect/SummaryPanel.tsx'
import { WhyPanel } from '../../panels/inspect/WhyPanel.tsx'
import { timelines } from '../../panels/timelines/registry.ts'
import { Timelines } from '../../panels/timelines/Timelines.tsx'
import { Transport } from '../../panels/transport/Transport.tsx'
import { useLab, useLessons } from '../../store/lab-context.tsx'
import { enterStep } from '../../store/lesson-step.ts'
import { say } from '../../ui/words.ts'
import { Stage } from '../lab/Stage.tsx'
import '../lab/lab.css'
import { StepNavigation } from './StepNavigation.tsx'
import { StepText } from './StepText.tsx'
import { useClickerKeys } from './use-clicker-keys.ts'

interface LessonPageProps {
  readonly lesson: Lesson
  readonly words: Words
  readonly step: number
  readonly isPresenting: boolean
}

export function LessonPage({ lesson, words, step, isPresenting }: LessonPageProps) {
  const lab = useLab()
  const current = lesson.steps[step - 1]
  const place = `${lesson.id}/${step}`
  const isCovered = useLessons(({ answers }) => current.prediction !== undefined && answers[place] === undefined)
  useEffect(() => {
    const shown = current.timelines
    const hidden = shown ? timelines.map(({ id }) => id).filter((id) => !shown.includes(id)) : []
    enterStep(lab, lesson, {
      number: step,
      hidden,
      at: current.at ?? 0,
      asks: current.prediction === undefined ? null : place,
    })
  }, [lab, lesson, current, step, place])
  useEffect(() => {
    document.documentElement.toggleAttribute('data-presenting', isPresenting)
    // A projector washes dark grounds out: light, unless the reader has chosen.
    const { theme, setPageTheme } = lab.settings.getState()
    if (isPresenting && theme === 'system') setPageTheme('light')
    return () => {
      document.documentElement.removeAttribute('data-presenting')
      setPageTheme(null)
    }
  }, [lab, isPresenting])
  useClickerKeys(lesson, { step, isPresenting, isAsking: isCovered })
  return (
    <main className="lab lesson">
      <section className="pane lesson-text" aria-label={say('Lesson')}>
        <StepText lesson={lesson} words={words} step={step} place={place} />
        <StepNavigation lesson={lesson} step={step} isPresenting={isPresenting} isAsking={isCovered} />
      </section>
      {isCovered ? (
        <p className="cover-note">{say('Make your prediction first: then the run is shown.')}</p>
      ) : (
        <>
          <Stage>
            <div className="stage-head">
              <Transport />
            </div>
            <Timelines />
          </Stage>
          <section className="pane inspect" aria-label={say('Inspection')}>
            <ReadoutPanel />
            <WhyPanel />
            <SummaryPanel {...(current.regime !== undefined && { regime: current.regime })} />
          </section>
        </>
      )}
    </main>
  )
}
