/** The verdict: a word, what was found and what it means, where it comes from, and a button that measures it again. */
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredJudgement, StoredResult } from '../../experiment/referee/stored.ts'
import { say } from '../../ui/words.ts'
import type { FigureWords } from './figure-words.ts'
import { StateMark } from './StateMark.tsx'
import { verdictSentences } from './verdict-words.ts'

interface VerdictProps {
  readonly judged: Judged
  readonly judgement: StoredJudgement
  readonly words: FigureWords
}

export function Verdict({ judged, judgement, words }: VerdictProps) {
  return (
    <div className="verdict" data-state={judgement.state}>
      <p>
        <StateMark state={judgement.state} />
      </p>
      {verdictSentences(judgement, judged, words).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="note">
        {say(
          'A gain of 1.2 × is better by a fifth, of 1 × no different. The interval in brackets holds the true gain in 95 of 100 such experiments. Baselines are tuned on other seeds than those that judge.',
        )}
      </p>
    </div>
  )
}

export function StoredWhen({ stored }: { readonly stored: StoredResult }) {
  return (
    <p className="note">
      {say('Stored on {date}, engine {engine} {version}:', {
        date: stored.date,
        engine: stored.engine.id,
        version: stored.engine.version,
      })}{' '}
      <code>{stored.command}</code>
    </p>
  )
}
