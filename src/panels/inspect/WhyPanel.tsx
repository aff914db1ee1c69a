/** Why the moment under the cursor is as it is. It names the moment that it explains, and dims while a newer answer is on its way. */

import { lazy, Suspense, useEffect } from 'react'
import { useDocument, useLab, useManifest, useRun, useView } from '../../store/lab-context.tsx'
import type { Explained as ExplainedMoment } from '../../store/run.ts'
import { momentOf } from '../../store/view.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

/** Comes with the first answer: the worker has to start before there is one. */
const Explained = lazy(async () => ({ default: (await import('./Explained.tsx')).Explained }))

/** While it plays, a new answer a second of the clock on the wall: sentences that change faster cannot be read. */
const GRAIN = 1 // s

export function WhyPanel() {
  const { runner } = useLab()
  const arm = useDocument((state) => state.arm)
  const moment = useView((state) => {
    const at = momentOf(state)
    return state.isPlaying && state.hover === null ? Math.floor(at / (GRAIN * state.speed)) * GRAIN * state.speed : at
  })
  const revision = useRun((run) => run.revision)
  const status = useRun((run) => run.status)
  const isStale = useRun((run) => run.isStale)
  const explained = useRun((run) => run.explained)
  const hasArms = useDocument((state) => Object.keys(state.document.arms).length > 1)
  const isAnswered = useManifest()?.answers?.includes('explain')
  useEffect(() => {
    // After an edit the first new picture comes before its words: looking again would hold up the worker that draws it.
    const isDue = isAnswered && revision > 0 && !isStale
    if (isDue && status !== 'first' && status !== 'infeasible') runner.explain(arm, moment)
  }, [runner, arm, moment, revision, status, isStale, isAnswered])
  const explanation = status === 'infeasible' ? null : (explained?.explanation ?? null)
  const isLate =
    explained !== null && (isStale || explained.isOutdated || explained.arm !== arm || explained.at !== moment)
  if (!isAnswered) return null
  return (
    <section
      className={`why-panel${isLate ? ' late' : ''}${isStale ? ' stale' : ''}`}
      aria-labelledby="why-title"
      aria-busy={isLate}
    >
      <h2 id="why-title" className="num">
        {explained && status !== 'infeasible' ? titleOf(explained, hasArms) : say('Why')}
      </h2>
      {explanation && explained ? (
        <Suspense fallback={null}>
          <Explained explanation={explanation} at={explained.at} isLate={isLate} />
        </Suspense>
      ) : (
        <p className="note">{say(silence(status))}</p>
      )}
    </section>
  )
}

/** Which moment of which arm is explained, whatever is pointed at meanwhile. */
function titleOf({ arm, at }: ExplainedMoment, hasArms: boolean): string {
  const moment = formatMoment(at)
  return hasArms
    ? say('Why in {arm}, at {moment}', { arm: arm.toUpperCase(), moment })
    : say('Why, at {moment}', { moment })
}

const silence = (status: string): string =>
  status === 'first'
    ? 'The simulation is starting.'
    : status === 'infeasible'
      ? 'This set-up cannot run: the fields of the set-up say why. A picture beside it is of the last one that could.'
      : 'No iteration is under way at this moment.'
