/** Sentences of the page that are executed: each with its bounds, what was measured, and whether it holds. */
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredAssertion, StoredJudgement } from '../../experiment/referee/stored.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { FigureWords } from './figure-words.ts'

interface AssertionsProps {
  readonly judged: Judged
  readonly judgement: StoredJudgement
  readonly words: FigureWords
}

export function Assertions({ judged, judgement, words }: AssertionsProps) {
  return (
    <ul className="assertions">
      {judgement.assertions.map((assertion) => (
        <li key={assertion.id}>
          <p>
            <b className="state-mark" data-tone={assertion.holds ? 'good' : 'bad'}>
              <span aria-hidden="true">{assertion.holds ? '▲' : '▼'}</span>{' '}
              {assertion.holds ? say('Holds') : say('Fails')}
            </b>{' '}
            {say(assertion.words)}
          </p>
          <p className="note num">
            {ofText(assertion.id, judged, words)}{' '}
            {say('Measured {value}; asked is {from}–{to}.', {
              value: assertion.value === null ? '–' : significant(assertion.value, 3),
              from: significant(assertion.from, 3),
              to: significant(assertion.to, 3),
            })}
          </p>
          <BoundsBar assertion={assertion} />
        </li>
      ))}
    </ul>
  )
}

/** `“Apart” over “Chunked”, in “Loose limits”.` */
function ofText(id: string, { assertions, arms, sensitivity }: Judged, words: FigureWords): string {
  const of = assertions.find((assertion) => assertion.id === id)?.of
  if (of === undefined) return ''
  const world = sensitivity.find((variant) => variant.id === of.under)
  const arm = say(arms[of.arm].title)
  const held =
    of.over === undefined
      ? say('“{arm}”', { arm })
      : say('“{arm}” over “{over}”', { arm, over: say(arms[of.over].title) })
  const metric = of.metric === undefined ? held : `${held}, ${words.metric(of.metric)}`
  return world === undefined ? `${metric}.` : `${metric}: ${say(world.words)}.`
}

/** The bounds take the middle three fifths; what lies far outside stands at the edge. */
const EDGE = 20

function BoundsBar({ assertion: { from, to, value, holds } }: { readonly assertion: StoredAssertion }) {
  if (value === null || from === to) return null
  const scale = from > 0 && value > 0 ? Math.log : (x: number) => x
  const share = EDGE + ((scale(value) - scale(from)) / (scale(to) - scale(from))) * (100 - 2 * EDGE)
  return (
    <div className="bounds-bar" aria-hidden="true" data-tone={holds ? 'good' : 'bad'}>
      <span className="bounds-range" style={{ left: `${EDGE}%`, right: `${EDGE}%` }} />
      <span className="bounds-value" style={{ left: `${Math.min(100, Math.max(0, share))}%` }} />
    </div>
  )
}
