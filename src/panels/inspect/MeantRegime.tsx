/** Beside a light that is red: what the experiment says of it where it means to show just that. A change of the experiment ends it. */
import { lazy, Suspense } from 'react'
import { isSameRun } from '../../store/create-lab.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

const PresetRegime = lazy(async () => ({ default: (await import('./PresetRegime.tsx')).PresetRegime }))

/** `regime`: the words of a lesson's step; else those of the page's own experiment, or of the preset that stands on the page. */
export function MeantRegime({ regime }: { readonly regime?: string }) {
  const { first } = useLab()
  const document = useDocument((state) => state.document)
  const words = regime ?? (first && isSameRun(document, first.document) ? first.regime : undefined)
  // Presets are compared one by one, which takes the time of a frame: not while the picture of an edit is awaited.
  const isRunning = useRun(({ status }) => status === 'running')
  if (words !== undefined) return <p className="meant">{say(words)}</p>
  if (isRunning) return null
  return (
    <Suspense fallback={null}>
      <PresetRegime document={document} />
    </Suspense>
  )
}
