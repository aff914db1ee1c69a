/**
 * One bar for what concerns the experiment: a broken link, missing data, a worker that died, a run that failed. It stands where the
 * experiment does; elsewhere nothing of it can be seen or mended. Mostly there is nothing to say, and its words are not loaded.
 */
import { lazy, Suspense } from 'react'
import { useDocument, useRoute, useRun } from '../store/lab-context.tsx'
import { usePoolQuiet } from '../store/pool-quiet.ts'
import { showsExperiment } from '../store/route.ts'

const ExperimentNotices = lazy(async () => ({
  default: (await import('../panels/notices/ExperimentNotices.tsx')).ExperimentNotices,
}))

/** Points are measured for papers too. */
const PoolNotice = lazy(async () => ({ default: (await import('../panels/notices/PoolNotice.tsx')).PoolNotice }))

export function Notices() {
  const route = useRoute()
  const hasWords = useHasWords()
  const seconds = usePoolQuiet()
  return (
    <div aria-live="polite">
      {showsExperiment(route) && hasWords && (
        <Suspense fallback={null}>
          <ExperimentNotices />
        </Suspense>
      )}
      {seconds !== null && (
        <Suspense fallback={null}>
          <PoolNotice seconds={seconds} />
        </Suspense>
      )}
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
