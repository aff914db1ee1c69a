/** The words of a step: text, prediction with its gap, equation with live figures, knobs, challenge, papers. */
import type { Lesson } from '../../content/lessons/lesson.ts'
import { useLessons } from '../../store/lab-context.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import { ChallengeBox } from './ChallengeBox.tsx'
import { LiveText } from './LiveText.tsx'
import { PredictionBox } from './PredictionBox.tsx'
import { StepKnobs } from './StepKnobs.tsx'

interface StepTextProps {
  readonly lesson: Lesson
  readonly step: number
  readonly place: string
}

export function StepText({ lesson, step, place }: StepTextProps) {
  const current = lesson.steps[step - 1]
  const { title, words, prediction, after, equation, knobs, challenge } = current
  const isOpen = useLessons(({ answers }) => prediction === undefined || answers[place] !== undefined)
  return (
    <article aria-labelledby="step-title">
      <p className="note">
        <a href="#/lessons">{say('Lessons')}</a> · {say(lesson.title)}
      </p>
      <PageHeading id="step-title" title={[say(title), say(lesson.title)]} place={`lessons/${place}`} />
      {words.map((paragraph) => (
        <LiveText key={paragraph} words={paragraph} />
      ))}
      {prediction && <PredictionBox prediction={prediction} place={place} />}
      {isOpen && equation && (
        <section className="equation" aria-label={say('Equation')}>
          <p>{say(equation.words)}</p>
          <p className="formula num">{equation.formula}</p>
          <LiveText words={equation.live} />
        </section>
      )}
      {knobs && <StepKnobs paths={knobs} />}
      {challenge && <ChallengeBox challenge={challenge} />}
      {isOpen && after?.map((paragraph) => <LiveText key={paragraph} words={paragraph} />)}
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
