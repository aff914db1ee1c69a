/** The list of papers by family: the verdict of each that is judged, over whom and by how much; and the map of who is judged against whom. */
import { type ComponentType, useCallback, useMemo } from 'react'
import { gainText } from '../../charts/gains/describe.ts'
import { judgedMap } from '../../charts/judged-map/judged-map.ts'
import { MapFigure } from '../../charts/judged-map/MapFigure.tsx'
import { listedPapers, papers } from '../../content/papers/index.ts'
import type { Family } from '../../content/papers/paper.ts'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { listPapers } from '../../store/links.ts'
import { useStoredLines } from '../../store/use-stored.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import { type Asked, isAskedFor, optionsIn, type Row, readAsked, stateOf, writeAsked } from './asked.ts'
import { PaperFilters, stateWords } from './PaperFilters.tsx'
import { StateMark } from './StateMark.tsx'

const FAMILIES: readonly (readonly [Family, string])[] = [
  ['serving', 'Serving systems'],
  ['decoding', 'Decoding'],
  ['kv', 'KV cache and compression'],
  ['diffusion-and-experts', 'Diffusion and experts'],
  ['companions', 'Neighbours'],
]

const isThere = (id: string): boolean => Object.hasOwn(papers, id)
const addressOf = (id: string): string => `#/papers/${id}`

interface PaperListProps {
  /** What the address asks for. */
  readonly text: string
  /** The paper that the address names and that there is no page of. */
  readonly unknown: string | null
}

export function PaperList({ text, unknown }: PaperListProps) {
  const lines = useStoredLines()
  const asked = useMemo(() => readAsked(text), [text])
  const ask = useCallback((wanted: Asked) => listPapers(writeAsked(wanted)), [])
  const rows = useMemo(
    () =>
      listedPapers.map((paper): Row => {
        const line = lines?.find(({ id }) => id === paper.id) ?? null
        return { ...paper, line, isRunning: isThere(paper.id) }
      }),
    [lines],
  )
  const found = rows.filter((row) => isAskedFor(row, asked))
  return (
    <main className="reading paper-list">
      <PageHeading title={[say('Papers')]} place="papers" />
      {unknown !== null && <Unknown name={unknown} />}
      <p>
        {say(
          'Each paper’s mechanism runs beside what a good engineer would run today, and a referee says what came of its claim: over the strongest of the tuned baselines, on seeds that nobody tuned on. {n} of {all} run; the others are planned.',
          { n: Object.keys(papers).length, all: listedPapers.length },
        )}
      </p>
      <PaperFilters asked={asked} families={FAMILIES} options={optionsIn(rows)} onAsk={ask} />
      <p className="note" role="status">
        {found.length === rows.length ? '' : say('{n} found', { n: found.length })}
      </p>
      {found.length === 0 && <p>{say('No paper is all of that: take one of the filters away.')}</p>}
      <Families rows={found.filter(({ isRunning }) => isRunning)} list={RunningList} />
      <JudgedAgainst rows={found} />
      {found.some(({ isRunning }) => !isRunning) && (
        <section aria-labelledby="papers-planned">
          <h2 id="papers-planned">{say('Planned')}</h2>
          <Families rows={found.filter(({ isRunning }) => !isRunning)} list={PlannedList} />
        </section>
      )}
    </main>
  )
}

function Unknown({ name }: { readonly name: string }) {
  const planned = listedPapers.find(({ id }) => id === name)
  return (
    <p className="problem" role="alert">
      {planned
        ? say('{title} is planned: it does not run yet.', { title: planned.title })
        : say('There is no paper “{name}”. These are the ones there are.', { name })}
    </p>
  )
}

interface RowsProps {
  readonly rows: readonly Row[]
}

/** Families that have a paper among these, each under its title. */
function Families({ rows, list: List }: RowsProps & { readonly list: ComponentType<RowsProps> }) {
  return FAMILIES.map(([family, title]) => {
    const mine = rows.filter((row) => row.family === family)
    return (
      mine.length > 0 && (
        <section key={family} aria-label={say(title)}>
          <h3>{say(title)}</h3>
          <List rows={mine} />
        </section>
      )
    )
  })
}

function RunningList({ rows }: RowsProps) {
  return (
    <ul className="papers-running">
      {rows.map((row) => (
        <RunningRow key={row.id} row={row} />
      ))}
    </ul>
  )
}

function PlannedList({ rows }: RowsProps) {
  return (
    <ul className="papers-planned">
      {rows.map(({ id, title, arxiv }) => (
        <li key={id}>
          {title}
          {arxiv && <span className="note num"> {arxiv}</span>}
        </li>
      ))}
    </ul>
  )
}

function RunningRow({ row }: { readonly row: Row }) {
  const { id, title, arxiv, line } = row
  return (
    <li>
      <span className="paper-name">
        <a href={addressOf(id)}>{title}</a>
        {arxiv && <span className="note num"> {arxiv}</span>}
      </span>
      {line ? <StateMark state={line.state} /> : <span className="paper-state">{stateWords(stateOf(row))}</span>}
      {line && line.overTitle !== null && (
        <span className="paper-gain num">
          {say('{gain} over “{over}”', { gain: gainText(line), over: say(line.overTitle) })}
        </span>
      )}
    </li>
  )
}

/** Of the papers that are listed. */
function JudgedAgainst({ rows }: { readonly rows: readonly Row[] }) {
  const theme = useTheme()
  const map = useMemo(() => {
    const lines = rows.flatMap(({ line }) => (line === null ? [] : [line]))
    return judgedMap(lines, (id) => listedPapers.find((paper) => paper.id === id)?.title ?? id)
  }, [rows])
  if (map.edges.length === 0) return null
  return (
    <section aria-labelledby="papers-map">
      <h2 id="papers-map">{say('Who is judged against whom')}</h2>
      <MapFigure title={say('Papers, and what they are held against')} map={map} theme={theme} addressOf={addressOf} />
    </section>
  )
}
