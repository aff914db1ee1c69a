/** A paragraph whose `{arm:figure}` are the figures of the run on the page, and dots until it has them. */
import { useRun, useSettings } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { pieces } from './live-words.ts'

export function LiveText({ words }: { readonly words: string }) {
  const summaries = useRun((run) => run.summaries)
  const metrics = useRun((run) => run.metrics)
  const isRunning = useRun((run) => run.isStale || run.status === 'running')
  const memory = useSettings((settings) => settings.memory)
  return (
    <p>
      {pieces(say(words), { summaries: isRunning ? {} : summaries, metrics }, memory).map(({ key, text, isFigure }) =>
        isFigure ? (
          <b key={key} className="num">
            {text}
          </b>
        ) : (
          text
        ),
      )}
    </p>
  )
}
