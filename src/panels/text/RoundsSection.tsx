/**
 * Every round of a text: output position across, a row a round. What was drafted and kept, the first that was rejected, what was
 * thrown away with it, and the target's own token, told apart by height as well as by colour.
 */
import type { WrittenText } from '../../engines/tokens/asked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { named } from './WrittenWords.tsx'

const CELL = 10
const ROW = 12

const verdicts = {
  accepted: { words: 'accepted', height: 10 },
  rejected: { words: 'rejected', height: 6 },
  discarded: { words: 'thrown away behind a rejection', height: 3 },
  own: { words: 'the target’s own', height: 10 },
} as const
type Verdict = keyof typeof verdicts

interface Cell {
  readonly key: string
  readonly round: number
  readonly place: number
  readonly verdict: Verdict
}

interface RoundsProps {
  readonly text: WrittenText
  readonly chosen: number | null
  readonly onChoose: (place: number) => void
}

export function RoundsSection({ text, chosen, onChoose }: RoundsProps) {
  const { rounds, tokens } = text
  const count = rounds.first.length
  if (count === 0) return null
  const cells = Array.from({ length: count }, (_, round) => cellsOf(text, round)).flat()
  const places = cells.reduce((most, { place }) => Math.max(most, place + 1), tokens.length)
  return (
    <section aria-labelledby="rounds-reading">
      <h3 id="rounds-reading">{say('Rounds of this text')}</h3>
      <p className="note">
        {say('{tokens} tokens in {rounds} rounds: a column is a place of the text, a row one pass of the target.', {
          tokens: formatCount(tokens.length),
          rounds: formatCount(count),
        })}
      </p>
      <svg
        className="rounds-map"
        viewBox={`0 0 ${places * CELL} ${count * ROW}`}
        style={{ maxWidth: `${places * CELL * 1.2}px` }}
        role="img"
        aria-label={say('{tokens} places by {rounds} rounds', { tokens: tokens.length, rounds: count })}
      >
        {chosen !== null && (
          <rect className="rounds-chosen" x={chosen * CELL} y={0} width={CELL} height={count * ROW} />
        )}
        {cells.map(({ key, round, place, verdict }) => (
          <rect
            key={key}
            className={`round-${verdict}`}
            x={place * CELL + 0.5}
            y={round * ROW + (ROW - verdicts[verdict].height) / 2}
            width={CELL - 1}
            height={verdicts[verdict].height}
            onPointerDown={() => place < tokens.length && onChoose(place)}
          >
            <title>
              {say('Round {round}, place {place}: {verdict}; “{token}” stands there', {
                round: round + 1,
                place: place + 1,
                verdict: say(verdicts[verdict].words),
                token: named(tokens[place] ?? ''),
              })}
            </title>
          </rect>
        ))}
      </svg>
      <p className="written-legend">
        {Object.entries(verdicts).map(([verdict, { words, height }]) => (
          <span key={verdict} className="rounds-key">
            <svg width="12" height="12" aria-hidden="true">
              <rect className={`round-${verdict}`} x="1" y={(12 - height) / 2} width="10" height={height} />
            </svg>
            {say(words)}
          </span>
        ))}
      </p>
    </section>
  )
}

/** A tree counts by its longest path: what else was tried at a place is in the round's own table. */
function cellsOf({ rounds, tokens }: WrittenText, round: number): Cell[] {
  const first = rounds.first[round]
  const next = round + 1 < rounds.first.length ? rounds.first[round + 1] : tokens.length
  const accepted = rounds.accepted[round]
  const hasRejection = rounds.rejected[round] > 0
  const cell = (place: number, verdict: Verdict): Cell => ({
    key: `${round} ${place} ${verdict}`,
    round,
    place,
    verdict,
  })
  const cells: Cell[] = []
  for (let depth = 0; depth < rounds.height[round]; depth++) {
    const verdict = depth < accepted ? 'accepted' : depth === accepted && hasRejection ? 'rejected' : 'discarded'
    cells.push(cell(first + depth, verdict))
  }
  // Drawn over the rejected draft that it replaces, which stays seen below and above.
  if (next > first + accepted) cells.push(cell(first + accepted, 'own'))
  return hasRejection ? cells.sort((a, b) => Number(b.verdict === 'own') - Number(a.verdict === 'own')) : cells
}
