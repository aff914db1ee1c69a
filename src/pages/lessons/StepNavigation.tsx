/**
 * Back and on, how far one is, the way off the rails into the Lab and the way to the projector. While the step asks, the way on is to
 * answer: going on is no solid button, and what shows its run comes after. Titles of later steps would tell how the story goes.
 */
import type { Lesson } from '../../content/lessons/lesson.ts'
import { useLab } from '../../store/lab-context.tsx'
import { labAddress } from '../../store/links.ts'
import { addressOf } from '../../store/route.ts'
import { say } from '../../ui/words.ts'

interface StepNavigationProps {
  readonly lesson: Lesson
  readonly step: number
  readonly isPresenting: boolean
  readonly isAsking: boolean
}

export function StepNavigation({ lesson, step, isPresenting, isAsking }: StepNavigationProps) {
  const { document, lessons } = useLab()
  const to = (number: number, present = isPresenting) =>
    addressOf({ page: 'lesson', lesson: lesson.id, step: number, isPresenting: present })
  const nameOf = (title: string, n: number) =>
    n > step ? say('Step {n}', { n }) : say('Step {n}: {title}', { n, title: say(title) })
  const leave = () => {
    // The reader's own experiment comes back first, and this one is opened over it.
    const { kept } = lessons.getState()
    const opened = (kept?.document.opened.count ?? 0) + 1
    lessons.setState({ back: { title: lesson.title, address: to(step), opened } })
    location.hash = labAddress(document.getState().document)
  }
  return (
    <nav className="step-navigation" aria-label={say('Steps')}>
      <ol className="ticks">
        {lesson.steps.map(({ title }, i) => (
          <li key={title}>
            <a href={to(i + 1)} aria-current={i + 1 === step ? 'step' : undefined} title={nameOf(title, i + 1)}>
              <span className="visually-hidden">{nameOf(title, i + 1)}</span>
            </a>
          </li>
        ))}
      </ol>
      <div className="step-buttons">
        {step > 1 && (
          <a className="button" href={to(step - 1)}>
            {say('Back')}
          </a>
        )}
        {step < lesson.steps.length ? (
          <a className={isAsking ? 'button' : 'button solid'} href={to(step + 1)}>
            {say('Continue')}
          </a>
        ) : (
          <a className="button solid" href="#/lessons">
            {say('Finish')}
          </a>
        )}
      </div>
      <div className="step-buttons">
        {!isAsking && (
          <button type="button" className="quiet step-leave" onClick={leave}>
            {say('Open in the Lab')}
          </button>
        )}
        <a className="button quiet" href={to(step, !isPresenting)}>
          {isPresenting ? say('End presenting') : say('Present')}
        </a>
        <a className="button quiet step-leave" href="#/lab">
          {say('Leave')}
        </a>
      </div>
    </nav>
  )
}
