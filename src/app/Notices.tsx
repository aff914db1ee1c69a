/**
 * One bar for what concerns the experiment: a broken link, missing data, a worker that died, a run that failed. It stands where the
 * experiment does; elsewhere nothing of it can be seen or mended.
 */
import { lazy, Suspense } from 'react'
import { useRoute } from '../store/lab-context.tsx'
import { usePoolQuiet } from '../store/pool-quiet.ts'
import { showsExperiment } from '../store/route.ts'
import { say } from '../ui/words.ts'

/** Mostly there is nothing to say: the words come after the first picture. */
const ExperimentNotices = lazy(async () => ({ default: (await import('./ExperimentNotices.tsx')).ExperimentNotices }))

export function Notices() {
  const route = useRoute()
  return (
    <div aria-live="polite">
      <Suspense fallback={null}>{showsExperiment(route) && <ExperimentNotices />}</Suspense>
      <PoolNotice />
    </div>
  )
}

/** Points are measured for papers too. */
function PoolNotice() {
  const seconds = usePoolQuiet()
  if (seconds === null) return null
  return (
    <div className="notice-bar">
      <p>
        {say(
          'A worker that measures points has not answered for {seconds} s. It may be short of memory or of processor time; after 8 s another takes its point. Cancel ends the measurement.',
          { seconds },
        )}
      </p>
    </div>
  )
}
