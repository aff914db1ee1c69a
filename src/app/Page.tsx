/** The page that the address names. The Lab is there at once; what few visitors open first loads when it is opened. */
import { lazy, Suspense } from 'react'
import { LabPage } from '../pages/lab/LabPage.tsx'
import { useRoute } from '../store/lab-context.tsx'
import { say } from '../ui/words.ts'

const LessonsPage = lazy(async () => ({ default: (await import('../pages/lessons/LessonsPage.tsx')).LessonsPage }))
const AccuracyPage = lazy(async () => ({ default: (await import('../pages/accuracy/AccuracyPage.tsx')).AccuracyPage }))
const EmbedPage = lazy(async () => ({ default: (await import('../pages/embed/EmbedPage.tsx')).EmbedPage }))

export function Page() {
  const route = useRoute()
  const { page } = route
  if (route.page === 'embed') {
    return (
      <Suspense fallback={<main className="loading-page">{say('Loading…')}</main>}>
        <EmbedPage options={route.options} />
      </Suspense>
    )
  }
  if (page === 'accuracy') {
    return (
      <Suspense fallback={<main className="loading-page">{say('Loading…')}</main>}>
        <AccuracyPage />
      </Suspense>
    )
  }
  if (page !== 'lessons' && page !== 'lesson') return <LabPage />
  return (
    <Suspense fallback={<main className="loading-page">{say('Loading…')}</main>}>
      <LessonsPage />
    </Suspense>
  )
}
