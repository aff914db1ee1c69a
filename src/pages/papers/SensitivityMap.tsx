/** The same question in other worlds: where the claim lives and where it dies, each world a link into the lab. */
import { GainsFigure } from '../../charts/gains/GainsFigure.tsx'
import type { GainRow } from '../../charts/gains/gains.ts'
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredJudgement } from '../../experiment/referee/stored.ts'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { say } from '../../ui/words.ts'
import { claimedIn, STATES, TONES } from './verdict-words.ts'

interface SensitivityMapProps {
  readonly judged: Judged
  readonly judgement: StoredJudgement
  readonly linkOf: (world: string | null) => string | null
}

const HERE = 'as judged'

export function SensitivityMap({ judged, judgement, linkOf }: SensitivityMapProps) {
  const theme = useTheme()
  const { arms, sensitivity } = judgement
  const titleOf = (over: string | null) => say(arms.find(({ key }) => key === over)?.title ?? '')
  const worlds = [{ ...judgement, id: HERE, words: 'As judged above' }, ...sensitivity]
  const rows = worlds.map(
    ({ id, words, state, over, gain, spread, bound }): GainRow => ({
      ...{ key: id, title: say(words), gain, spread, bound },
      note:
        over === null
          ? STATES[state]()
          : say('{state}, over “{over}”', { state: STATES[state](), over: titleOf(over) }),
    }),
  )
  const lives = worlds.filter(({ state }) => TONES[state] === 'good').length
  return (
    <>
      <p>
        {say('The gain is confirmed in {lives} of {n} worlds. Baselines are tuned anew in each.', {
          lives,
          n: worlds.length,
        })}
      </p>
      <GainsFigure
        title={say('Gain by world')}
        purpose={say('Over the strongest of the tuned baselines there, three seeds each; five in the first row.')}
        of={say('World')}
        rows={rows}
        claimed={claimedIn(judged)}
        theme={theme}
        action={(key) => {
          const link = linkOf(key === HERE ? null : key)
          const world = rows.find((row) => row.key === key)?.title ?? ''
          return (
            link && (
              <a href={link}>
                {say('Open')}
                <span className="visually-hidden"> {world}</span>
              </a>
            )
          )
        }}
      />
    </>
  )
}
