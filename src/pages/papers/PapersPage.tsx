/** The papers: the list of all that the lab is to cover, or the one that the address names. Loaded when it is opened. */
import { type ComponentType, lazy } from 'react'
import { listedPapers, papers } from '../../content/papers/index.ts'
import { paperWords } from '../../content/papers/words.ts'
import { useRoute } from '../../store/lab-context.tsx'
import { PaperList } from './PaperList.tsx'
import './papers.css'

/** A page a paper: its experiment and its words come when it is opened. */
const pages: Readonly<Record<string, ComponentType<{ readonly title: string }>>> = Object.fromEntries(
  Object.keys(papers).map((id) => [
    id,
    lazy(async () => {
      const [{ PaperPage }, paper, words] = await Promise.all([
        import('./PaperPage.tsx'),
        papers[id](),
        paperWords[id](),
      ])
      return { default: ({ title }) => <PaperPage paper={paper} words={words} title={title} /> }
    }),
  ]),
)

export function PapersPage() {
  const route = useRoute()
  if (route.page === 'paper') {
    const listed = listedPapers.find(({ id }) => id === route.paper)
    if (listed && Object.hasOwn(pages, listed.id)) {
      const Page = pages[listed.id]
      return <Page key={listed.id} title={listed.title} />
    }
  }
  return route.page === 'papers' ? (
    <PaperList text={route.asked} unknown={null} />
  ) : (
    <PaperList text="" unknown={route.page === 'paper' ? route.paper : null} />
  )
}
