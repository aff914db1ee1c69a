/** Decisions of the mechanism turned round one at a time: which sentences notice, and why nobody notices where nobody does. */
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredFlip } from '../../experiment/referee/stored.ts'
import { say } from '../../ui/words.ts'

interface FlipsProps {
  readonly judged: Judged
  readonly flips: readonly StoredFlip[]
}

export function Flips({ judged, flips }: FlipsProps) {
  if (judged.decides.length === 0)
    return <p>{say('What it proposes is a measure and no decision: there is nothing to turn round.')}</p>
  if (flips.length === 0) return <p>{say('No decision has been turned round yet.')}</p>
  const decisions = [...new Set(flips.map(({ decision }) => decision))]
  const missed = Object.entries(judged.survivors ?? {})
  return (
    <>
      <p>
        {say(
          'If a mechanism is what makes the difference, deciding otherwise must spoil something. Each decision is turned round in several ways, and the sentences above are asked again: {seen} of {all} ways spoil one of them.',
          { seen: flips.filter(({ failed }) => failed.length > 0).length, all: flips.length },
        )}
      </p>
      <details>
        <summary>{say('Each decision, and what notices it')}</summary>
        <ul className="flips">
          {decisions.map((decision) => (
            <li key={decision}>
              <code>{decision}</code>
              <ul>
                {flips
                  .filter((flip) => flip.decision === decision)
                  .map(({ how, failed }) => (
                    <li key={how} data-missed={failed.length === 0 || undefined}>
                      {say(how)}:{' '}
                      {failed.length === 0
                        ? say('nobody notices')
                        : failed.map((id) => wordsOf(id, judged)).join(' · ')}
                    </li>
                  ))}
              </ul>
            </li>
          ))}
        </ul>
      </details>
      {missed.length > 0 && (
        <>
          <h3>{say('What nobody notices, and why')}</h3>
          <dl>
            {missed.map(([decision, why]) => (
              <div key={decision}>
                <dt>
                  <code>{decision}</code>
                </dt>
                <dd>{say(why)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}

/** The sentence that fails; what is no sentence is why the runs came to nothing. */
const wordsOf = (id: string, { assertions }: Judged): string => {
  const words = assertions.find((assertion) => assertion.id === id)?.words
  return words === undefined ? id : say('fails: “{words}”', { words: say(words) })
}
