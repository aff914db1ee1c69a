/** Whoever left a lesson for the Lab finds the way back to the step. */
import { useDocument, useLab, useLessons, useRoute } from '../store/lab-context.tsx'
import { say } from '../ui/words.ts'

export function ReturnNote() {
  const { lessons } = useLab()
  const back = useLessons((state) => state.back)
  const { page } = useRoute()
  const opened = useDocument((state) => state.opened.count)
  if (!back || page !== 'lab' || back.opened !== opened) return null
  return (
    <div className="notice-bar" role="status">
      <p>
        {say('This is the experiment of the lesson “{title}”, yours to change.', { title: say(back.title) })}{' '}
        <a href={back.address}>{say('Return to the lesson')}</a>
      </p>
      <button
        type="button"
        className="quiet"
        aria-label={say('Close this note')}
        onClick={() => lessons.setState({ back: null })}
      >
        ✕
      </button>
    </div>
  )
}
