/** A paper: what it is about, how it works, what it claims, what the lab measures, and where it stops helping. */
import type { Paper } from '../../content/papers/paper.ts'
import type { Words } from '../../content/words.ts'
import type { JudgedHere } from '../../store/judging.ts'
import { documentOf } from '../../store/links.ts'
import { useJudgedHere, useJudging } from '../../store/use-judging.ts'
import { useStored } from '../../store/use-stored.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { Said } from '../../ui/Said.tsx'
import { say } from '../../ui/words.ts'
import { WordsSection } from '../words/WordsSection.tsx'
import { JudgedTable } from './JudgedTable.tsx'
import { LiveFigures } from './LiveFigures.tsx'

const EVIDENCE = { V: 'read in the authors’ text or code', A: 'from the abstract' } as const

interface PaperPageProps {
  readonly paper: Paper
  readonly words: Words
  readonly title: string
}

export function PaperPage({ paper, words, title }: PaperPageProps) {
  const { cite, url, formula, claim, judged, why, further, knob, bibtex } = paper
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
          {say(claim.setup)} ({say(EVIDENCE[judged.claim.evidence.words])})
        </p>
      </blockquote>
      <h2>{say('What the lab measures')}</h2>
      <Measured paper={paper} />
      <h2>{say('Why it differs')}</h2>
      <p>{say(why)}</p>
      <h2>{say('Where it stops helping')}</h2>
      {section('Where it stops helping')}
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

function Measured({ paper: { id, judged } }: { readonly paper: Paper }) {
  const judging = useJudging()
  const here = useJudgedHere(id)
  const stored = useStored(id)
  const isRunning = here?.status === 'running'
  const shown = here?.judgement ?? stored
  return (
    <>
      <p>
        {isRunning ? (
          <button type="button" onClick={judging.cancel}>
            {say('Stop')}
          </button>
        ) : (
          <button
            type="button"
            className="solid"
            onClick={() => void documentOf(judged.link).then((base) => judging.run(id, base, judged))}
          >
            {say('Measure again')}
          </button>
        )}{' '}
        <span role="status">{here && statusOf(here)}</span>
      </p>
      {shown && <JudgedTable judgement={shown} judged={judged} />}
    </>
  )
}

function statusOf({ status, runs, problem }: JudgedHere): string {
  if (status === 'running') return say('{n} runs so far.', { n: runs })
  if (problem) return `${problem.message} ${problem.remedy}`
  return ''
}
