/** The words of a step, with what they name in its place: prediction with its gap, equation, knobs, challenge; and the papers. */
import { createContext, type ReactNode, use } from 'react'
import type { Lesson, Step } from '../../content/lessons/lesson.ts'
import type { Words } from '../../content/words.ts'
import { useLessons } from '../../store/lab-context.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import { WordsSection } from '../words/WordsSection.tsx'
import { ChallengeBox } from './ChallengeBox.tsx'
import { LiveSaid } from './LiveSaid.tsx'
import { PredictionBox } from './PredictionBox.tsx'
import { StepKnobs } from './StepKnobs.tsx'

interface StepTextProps {
  readonly lesson: Lesson
  readonly words: Words
  readonly step: number
  readonly place: string
}

interface Shown {
  readonly step: Step
  readonly place: string
  /** Its prediction is locked in or skipped, or it has none. */
  readonly isOpen: boolean
}

const ShownStep = createContext<Shown | null>(null)

const places = { Said: LiveSaid, Prediction, Equation, Knobs, Challenge, After } as const

export function StepText({ lesson, words, step, place }: StepTextProps) {
  const current = lesson.steps[step - 1]
  const { title, prediction } = current
  const isOpen = useLessons(({ answers }) => prediction === undefined || answers[place] !== undefined)
  return (
    <article aria-labelledby="step-title">
      <p className="note">
        <a href="#/lessons">{say('Lessons')}</a> · {say(lesson.title)}
      </p>
      <PageHeading id="step-title" title={[say(title), say(lesson.title)]} place={`lessons/${place}`} />
      <ShownStep value={{ step: current, place, isOpen }}>
        <WordsSection words={words} title={title} components={places} />
      </ShownStep>
      {step === lesson.steps.length && (
        <ul className="lesson-papers" aria-label={say('Papers')}>
          {lesson.papers.map(({ title: paper, where, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noreferrer">
                {paper}
              </a>
              , {where}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

function Prediction() {
  const shown = use(ShownStep)
  const prediction = shown?.step.prediction
  return prediction && <PredictionBox prediction={prediction} place={shown?.place ?? ''} />
}

function Equation({ children }: { readonly children: ReactNode }) {
  return (
    use(ShownStep)?.isOpen && (
      <section className="equation" aria-label={say('Equation')}>
        {children}
      </section>
    )
  )
}

function Knobs() {
  const paths = use(ShownStep)?.step.knobs
  return paths && <StepKnobs paths={paths} />
}

function Challenge() {
  const challenge = use(ShownStep)?.step.challenge
  return challenge && <ChallengeBox challenge={challenge} />
}

function After({ children }: { readonly children: ReactNode }) {
  return use(ShownStep)?.isOpen && children
}
