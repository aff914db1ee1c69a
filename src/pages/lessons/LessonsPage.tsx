/** The lessons: the list, or the step of one that the address names. Loaded when a lesson's address is opened. */
import { type ComponentType, lazy } from 'react'
import { lessons } from '../../content/lessons/index.ts'
import { lessonWords } from '../../content/lessons/words.ts'
import { useRoute } from '../../store/lab-context.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import './lessons.css'

interface StepProps {
  readonly step: number
  readonly isPresenting: boolean
}

/** A page a lesson: its stage and its words come when it is opened. */
const pages: Readonly<Record<string, ComponentType<StepProps>>> = Object.fromEntries(
  lessons.map((lesson) => [
    lesson.id,
    lazy(async () => {
      const [{ LessonPage }, words] = await Promise.all([import('./LessonPage.tsx'), lessonWords[lesson.id]()])
      return { default: (step) => <LessonPage lesson={lesson} words={words} {...step} /> }
    }),
  ]),
)

export function LessonsPage() {
  const route = useRoute()
  if (route.page === 'lesson') {
    const lesson = lessons.find(({ id }) => id === route.lesson)
    if (lesson) {
      const step = Math.min(route.step, lesson.steps.length)
      const Page = pages[lesson.id]
      return <Page key={lesson.id} step={step} isPresenting={route.isPresenting} />
    }
  }
  return <LessonList unknown={route.page === 'lesson' ? route.lesson : null} />
}

function LessonList({ unknown }: { readonly unknown: string | null }) {
  return (
    <main className="reading lesson-list">
      <PageHeading title={[say('Lessons')]} place="lessons" />
      {unknown !== null && (
        <p className="problem" role="alert">
          {say('There is no lesson “{name}”. These are the ones there are.', { name: unknown })}
        </p>
      )}
      <p>
        {say(
          'Each runs a real experiment on the page, asks what you expect before it shows what happens, and leaves it to you to break and mend it. Your own experiment waits meanwhile.',
        )}
      </p>
      <ul>
        {lessons.map(({ id, title, promise, minutes, steps }) => (
          <li key={id}>
            <h2>
              <a href={`#/lessons/${id}/1`}>{say(title)}</a>
            </h2>
            <p>{say(promise)}</p>
            <p className="note">{say('{steps} steps, about {minutes} minutes', { steps: steps.length, minutes })}</p>
          </li>
        ))}
      </ul>
    </main>
  )
}
