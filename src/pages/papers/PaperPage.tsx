/** A paper: a picture of its mechanism, what it claims, what the lab finds, and then what it is about and where it stops helping. */
import type { Paper } from '../../content/papers/paper.ts'
import type { Words } from '../../content/words.ts'
import { useBase } from '../../store/use-base.ts'
import { useStored } from '../../store/use-stored.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { Said } from '../../ui/Said.tsx'
import { say } from '../../ui/words.ts'
import { WordsSection } from '../words/WordsSection.tsx'
import { Citation } from './Citation.tsx'
import { Findings } from './Findings.tsx'
import { LiveFigures } from './LiveFigures.tsx'
import { PaperPicture } from './PaperPicture.tsx'

const EVIDENCE = { V: 'read in the authors’ text or code', A: 'from the abstract' } as const

interface PaperPageProps {
  readonly paper: Paper
  readonly words: Words
  readonly title: string
}

export function PaperPage({ paper, words, title }: PaperPageProps) {
  const { cite, url, formula, claim, judged, why, further, knob, bibtex } = paper
  const base = useBase(judged.link)
  const stored = useStored(paper.id)
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
      <PaperPicture paper={paper} base={base} stored={stored} />
      <h2>{say('What it claims')}</h2>
      <blockquote>
        <p>
          {say(claim.words)} <span className="note">{say(EVIDENCE[judged.claim.evidence.words])}</span>
        </p>
        <p>
          {say(claim.setup)} <span className="note">{say(EVIDENCE[judged.claim.evidence.setup])}</span>
        </p>
      </blockquote>
      <Findings paper={paper} base={base} stored={stored} />
      <h2>{say('The problem')}</h2>
      {section('The problem')}
      <h2>{say('How it works')}</h2>
      {section('How it works')}
      <LiveFigures live={formula} />
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
      <Citation bibtex={bibtex} />
    </main>
  )
}
