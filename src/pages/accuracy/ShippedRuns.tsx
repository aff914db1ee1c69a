/** Whole runs as shipped: a measured server replayed, and published points, as statistics. */
import { say } from '../../ui/words.ts'
import { accuracySummaries } from '../../worker/asked/accuracy.ts'
import { ReplayFigures } from './ReplayFigures.tsx'
import { SpreadTable } from './SpreadTable.tsx'
import { useAnswer } from './use-answer.ts'

export function ShippedRuns() {
  const shipped = useAnswer(accuracySummaries)
  if (shipped === null) return <p className="note">{say('Loading…')}</p>
  return (
    <>
      {shipped.replays.map((replay) => (
        <section key={replay.title} aria-label={replay.title}>
          <h2>{say('A measured run, replayed: {title}', { title: replay.title })}</h2>
          <p>
            {say(
              'The same requests at the same times through the simulated engine. Nothing was fitted on this run: its kernels were measured one by one, and what an iteration costs beside them comes from other servers.',
            )}
          </p>
          <ReplayFigures replay={replay} />
        </section>
      ))}
      <section aria-labelledby="accuracy-published">
        <h2 id="accuracy-published">{say('Published points')}</h2>
        <p>
          {say(
            'End-to-end figures that others measured and published, each simulated as a closed loop. TPOT is what constants of whole steps were fitted to, on every second set-up; first tokens and offline throughput were not fitted, and it shows.',
          )}
        </p>
        <SpreadTable caption={say('Errors by group')} spreads={shipped.published} />
      </section>
    </>
  )
}
