/** A paper: what it is about, how it works, what it claims, what the lab measures, and where it stops helping. */
import type { Paper } from '../../content/papers/paper.ts'
import type { Words } from '../../content/words.ts'
import { documentOf } from '../../store/links.ts'
import type { Reproduction } from '../../store/reproduction.ts'
import { useReproduction, useReproductions } from '../../store/use-reproductions.ts'
import { formatQuantity, significant } from '../../ui/format.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { Said } from '../../ui/Said.tsx'
import { say } from '../../ui/words.ts'
import { WordsSection } from '../words/WordsSection.tsx'
import { LiveFigures } from './LiveFigures.tsx'

const TABLE_TITLE = 'paper-figures'
const EVIDENCE = { V: 'read in the authors’ text or code', A: 'from the abstract' } as const

interface PaperPageProps {
  readonly paper: Paper
  readonly words: Words
  readonly title: string
}

export function PaperPage({ paper, words, title }: PaperPageProps) {
  const { cite, url, formula, claim, link, why, stops, further, knob, bibtex } = paper
  const section = (name: string) => <WordsSection words={words} title={name} components={{ Said }} />
  return (
    <main className="reading paper-page">
      <p className="note">
        <a href="#/papers">{say('All papers')}</a>
      </p>
      <PageHeading title={[title, say('Papers')]} place={`papers/${paper.id}`} />
      <p className="note">
        {url ? (
          <a href={url} rel="noreferrer">
            {cite}
          </a>
        ) : (
          cite
        )}
      </p>
      <h2>{say('The problem')}</h2>
      {section('The problem')}
      <h2>{say('How it works')}</h2>
      {section('How it works')}
      <LiveFigures live={formula} />
      <h2>{say('What it claims')}</h2>
      <blockquote>
        <p>{say(claim.words)}</p>
        <p className="note">
          {say(claim.setup)} ({say(EVIDENCE[claim.evidence])})
        </p>
      </blockquote>
      <h2>{say('What the lab measures')}</h2>
      <Measured paper={paper} />
      <p>
        <a href={link}>{say('Run it in the Lab')}</a>
      </p>
      <h2>{say('Why it differs')}</h2>
      <p>{say(why)}</p>
      <h2>{say('Where it stops helping')}</h2>
      {section('Where it stops helping')}
      <p>
        <a href={stops}>{say('Run that in the Lab')}</a>
      </p>
      {further && (
        <>
          <h2>{say('Further parts of it')}</h2>
          {further.map(({ title: part, link: experiment }) => (
            <section key={part} aria-label={say(part)}>
              <h3>{say(part)}</h3>
              {section(part)}
              <p>
                <a href={experiment}>{say('Run “{part}” in the Lab', { part: say(part) })}</a>
              </p>
            </section>
          ))}
        </>
      )}
      <h2>{say('The knob that changes the story')}</h2>
      <p>
        {say(knob.words)} <code>{knob.path}</code>
      </p>
      <h2>BibTeX</h2>
      <pre>{bibtex}</pre>
    </main>
  )
}

function Measured({ paper }: { readonly paper: Paper }) {
  const { id, link, claimed } = paper
  const reproductions = useReproductions()
  const found = useReproduction(id)
  const isRunning = found?.status === 'running'
  return (
    <>
      <p>
        {isRunning ? (
          <button type="button" onClick={reproductions.cancel}>
            {say('Stop')}
          </button>
        ) : (
          <button
            type="button"
            className="solid"
            onClick={() => void documentOf(link).then((document) => reproductions.run(id, document, claimed))}
          >
            {found ? say('Measure again') : say('Measure with five seeds')}
          </button>
        )}{' '}
        <span role="status">{found && statusOf(found)}</span>
      </p>
      {found?.verdict && <Figures found={found} paper={paper} />}
    </>
  )
}

function statusOf({ status, measured, total, verdict, problem }: Reproduction): string {
  if (status === 'running') return say('Run {measured} of {total}.', { measured, total })
  if (problem) return `${problem.message} ${problem.remedy}`
  if (!verdict) return ''
  const [low, high] = verdict.spread.map((end) => significant(end, 3))
  const words = verdict.state === 'contradicted' ? `${say('The lab finds the opposite here.')} ` : ''
  return `${words}${say('{state}: {gain} × ({low}–{high} with 95 %).', {
    state: say(verdict.state),
    gain: significant(verdict.gain, 3),
    low,
    high,
  })}`
}

interface FiguresProps {
  readonly found: Reproduction
  readonly paper: Paper
}

function Figures({ found: { figures, verdict }, paper: { claimed, arms, figure } }: FiguresProps) {
  const unit = unitOf(claimed)
  return (
    <>
      <p className="note" id={TABLE_TITLE}>
        {say('{figure}, by seed', { figure: say(figure) })}
      </p>
      <div className="table-scroll">
        <table className="summary num" aria-labelledby={TABLE_TITLE}>
          <thead>
            <tr>
              <th scope="col">{say('Seed')}</th>
              {arms.map((arm) => (
                <th key={arm} scope="col">
                  {say(arm)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((row) => (
              <tr key={row.seed}>
                <th scope="row">{row.seed}</th>
                {row.figures.map((value, i) => (
                  <td key={arms[i]}>{unit === '' ? significant(value, 3) : formatQuantity(value, unit)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {verdict?.over.map(({ gain, spread }, i) => (
        <p key={arms[i + 2]} className="note">
          {say('Over “{arm}” the gain is {gain} × ({low}–{high}).', {
            arm: say(arms[i + 2]),
            gain: significant(gain, 3),
            low: significant(spread[0], 3),
            high: significant(spread[1], 3),
          })}
        </p>
      ))}
    </>
  )
}

const unitOf = ({ metric, atLeast }: Paper['claimed']): string =>
  atLeast === undefined && /^(ttft|tpot|itl|e2e|largestGap|contextTtft)\./.test(metric) ? 's' : ''
