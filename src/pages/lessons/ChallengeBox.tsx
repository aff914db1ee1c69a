/** A challenge: the goal, whether the run on the page meets it, a hint, and the way back to the step as it was. */
import type { Challenge } from '../../content/lessons/lesson.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

export function ChallengeBox({ challenge }: { readonly challenge: Challenge }) {
  const { document } = useLab()
  const summaries = useRun((run) => run.summaries)
  const isRunning = useRun((run) => run.isStale || run.status !== 'done')
  const canUndo = useDocument((state) => state.history.past.length > 0)
  const isMet = !isRunning && challenge.isMet(summaries)
  return (
    <section className="challenge" aria-label={say('Challenge')}>
      <p>
        <b>{say('Goal')}</b> {say(challenge.goal)}
      </p>
      <p role="status" className={isMet ? 'right' : 'missed'}>
        {isRunning ? say('Running…') : isMet ? say('✓ Met.') : say('✗ Not yet.')}
      </p>
      <details>
        <summary>{say('Hint')}</summary>
        <p>{say(challenge.hint)}</p>
        <button type="button" onClick={() => document.getState().editAll(challenge.solution)}>
          {say('Show one solution')}
        </button>
      </details>
      <button type="button" className="quiet" disabled={!canUndo} onClick={() => document.getState().undo()}>
        {say('Undo')}
      </button>
    </section>
  )
}
