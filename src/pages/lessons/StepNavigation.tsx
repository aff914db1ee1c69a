/** Back and on, how far one is, the way off the rails into the Lab and the way to the projector. */
import type { Lesson } from '../../content/lessons/lesson.ts'
import { useLab } from '../../store/lab-context.tsx'
import { labAddress } from '../../store/links.ts'
import { addressOf } from '../../store/route.ts'
import { say } from '../../ui/words.ts'

interface StepNavigationProps {
  readonly lesson: Lesson
  readonly step: number
  readonly isPresenting: boolean
}

export function StepNavigation({ lesson, step, isPresenting }: StepNavigationProps) {
  const { document, lessons } = useLab()
  const to = (number: number, present = isPresenting) =>
    addressOf({ page: 'lesson', lesson: lesson.id, step: number, isPresenting: present })
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
            <a href={to(i + 1)} aria-current={i + 1 === step ? 'step' : undefined} title={say(title)}>
              <span className="visually-hidden">{say('Step {n}: {title}', { n: i + 1, title: say(title) })}</span>
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
          <a className="button solid" href={to(step + 1)}>
            {say('Continue')}
          </a>
        ) : (
          <a className="button solid" href="#/lessons">
            {say('Finish')}
          </a>
        )}
      </div>
      <div className="step-buttons">
        <button type="button" className="quiet step-leave" onClick={leave}>
          {say('Open in the Lab')}
        </button>
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
