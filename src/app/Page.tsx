/** The page that the address names. The Lab is there at once; what few visitors open first loads when it is opened. */
import { lazy, Suspense } from 'react'
import { LabPage } from '../pages/lab/LabPage.tsx'
import { useRoute } from '../store/lab-context.tsx'
import type { Route } from '../store/route.ts'
import { say } from '../ui/words.ts'

const LessonsPage = lazy(async () => ({ default: (await import('../pages/lessons/LessonsPage.tsx')).LessonsPage }))
const AccuracyPage = lazy(async () => ({ default: (await import('../pages/accuracy/AccuracyPage.tsx')).AccuracyPage }))
const PapersPage = lazy(async () => ({ default: (await import('../pages/papers/PapersPage.tsx')).PapersPage }))
const EmbedPage = lazy(async () => ({ default: (await import('../pages/embed/EmbedPage.tsx')).EmbedPage }))

export function Page() {
  const route = useRoute()
  if (route.page === 'lab') return <LabPage />
  return <Suspense fallback={<main className="loading-page">{say('Loading…')}</main>}>{laterPage(route)}</Suspense>
}

function laterPage(route: Exclude<Route, { page: 'lab' }>) {
  switch (route.page) {
    case 'embed':
      return <EmbedPage options={route.options} />
    case 'accuracy':
      return <AccuracyPage />
    case 'papers':
    case 'paper':
      return <PapersPage />
    case 'lessons':
    case 'lesson':
      return <LessonsPage />
  }
}
