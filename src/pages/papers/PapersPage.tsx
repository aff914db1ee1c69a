/** The papers: the list of all that the lab is to cover, or the one that the address names. Loaded when it is opened. */
import { type ComponentType, lazy, useState } from 'react'
import { listedPapers, papers } from '../../content/papers/index.ts'
import type { ListedPaper } from '../../content/papers/paper.ts'
import { paperWords } from '../../content/papers/words.ts'
import { useRoute } from '../../store/lab-context.tsx'
import { useStoredLines } from '../../store/use-stored.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import './papers.css'

const FAMILIES: readonly (readonly [ListedPaper['family'], string])[] = [
  ['serving', 'Serving systems'],
  ['decoding', 'Decoding'],
  ['kv', 'KV cache and compression'],
  ['diffusion-and-experts', 'Diffusion and experts'],
  ['companions', 'Neighbours'],
]

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

const hasPage = (id: string): boolean => Object.hasOwn(pages, id)

export function PapersPage() {
  const route = useRoute()
  if (route.page === 'paper') {
    const listed = listedPapers.find(({ id }) => id === route.paper)
    if (listed && hasPage(listed.id)) {
      const Page = pages[listed.id]
      return <Page key={listed.id} title={listed.title} />
    }
  }
  return <PaperList unknown={route.page === 'paper' ? route.paper : null} />
}

function PaperList({ unknown }: { readonly unknown: string | null }) {
  const [search, setSearch] = useState('')
  const asked = search.trim().toLowerCase()
  const found = listedPapers.filter(({ id, title, arxiv = '' }) =>
    `${id} ${title} ${arxiv}`.toLowerCase().includes(asked),
  )
  const planned = listedPapers.find(({ id }) => id === unknown)
  return (
    <main className="reading paper-list">
      <PageHeading title={[say('Papers')]} place="papers" />
      {unknown !== null && (
        <p className="problem" role="alert">
          {planned
            ? say('{title} is planned: it does not run yet.', { title: planned.title })
            : say('There is no paper “{name}”. These are the ones there are.', { name: unknown })}
        </p>
      )}
      <p>
        {say(
          'Each paper’s mechanism runs beside a baseline on the same engine, its claim beside what the lab measures: over the best of the tuned baselines, on seeds that nobody tuned on. {n} of {all} run; the others are planned.',
          { n: Object.keys(papers).length, all: listedPapers.length },
        )}
      </p>
      <label>
        {say('Search')} <input type="text" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
      </label>
      <p className="note" role="status">
        {asked === '' ? '' : say('{n} found', { n: found.length })}
      </p>
      {FAMILIES.map(([family, title]) => {
        const mine = found.filter((paper) => paper.family === family)
        return (
          mine.length > 0 && (
            <section key={family} aria-label={say(title)}>
              <h2>{say(title)}</h2>
              <ul>
                {mine.map((paper) => (
                  <ListedRow key={paper.id} paper={paper} />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </main>
  )
}

function ListedRow({ paper: { id, title, arxiv } }: { readonly paper: ListedPaper }) {
  const runs = hasPage(id)
  const state = useStoredLines()?.find((line) => line.id === id)?.state
  return (
    <li>
      {runs ? <a href={`#/papers/${id}`}>{title}</a> : <span>{title}</span>}
      {arxiv && <span className="note num"> {arxiv}</span>}
      <span className={`paper-state${runs ? ' runs' : ''}`}>{say(state ?? (runs ? 'runs' : 'planned'))}</span>
    </li>
  )
}
