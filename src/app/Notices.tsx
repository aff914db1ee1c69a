/**
 * One bar for what concerns the experiment: a broken link, missing data, a worker that died, a run that failed. It stands where the
 * experiment does; elsewhere nothing of it can be seen or mended. Mostly there is nothing to say, and its words are not loaded.
 */
import { lazy, Suspense } from 'react'
import { useDocument, useRoute, useRun } from '../store/lab-context.tsx'
import { usePoolQuiet } from '../store/pool-quiet.ts'
import { showsExperiment } from '../store/route.ts'
import { say } from '../ui/words.ts'

const ExperimentNotices = lazy(async () => ({
  default: (await import('../panels/notices/ExperimentNotices.tsx')).ExperimentNotices,
}))

export function Notices() {
  const route = useRoute()
  const hasWords = useHasWords()
  return (
    <div aria-live="polite">
      {showsExperiment(route) && hasWords && (
        <Suspense fallback={null}>
          <ExperimentNotices />
        </Suspense>
      )}
      <PoolNotice />
    </div>
  )
}

/** Whether anything could be said: which of it is, the words know. */
function useHasWords(): boolean {
  const ofDocument = useDocument(({ problems, madeDigest }) => problems.length > 0 || madeDigest !== null)
  const ofRun = useRun(
    ({ problem, workerNotice, computing, starting, quiet, completed }) =>
      [problem, workerNotice, computing, starting, quiet].some((notice) => notice !== null) ||
      (completed?.missingData?.length ?? 0) > 0,
  )
  return ofDocument || ofRun
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
