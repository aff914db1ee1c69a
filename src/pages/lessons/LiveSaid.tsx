/** A sentence whose `{arm:figure}` are the figures of the run on the page, and dots until it has them. */
import { useRun, useSettings } from '../../store/lab-context.tsx'
import { Said, type SaidProps } from '../../ui/Said.tsx'
import { figureText } from './figure-text.ts'

export function LiveSaid({ words, children }: SaidProps) {
  const summaries = useRun((run) => run.summaries)
  const metrics = useRun((run) => run.metrics)
  const isRunning = useRun((run) => run.isStale || run.status === 'running')
  const memory = useSettings((settings) => settings.memory)
  const fill = (name: string) => (
    <b className="num">{figureText(name, { summaries: isRunning ? {} : summaries, metrics }, memory)}</b>
  )
  return (
    <Said words={words} fill={fill}>
      {children}
    </Said>
  )
}
