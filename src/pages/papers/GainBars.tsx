/** How much better the mechanism does than each other arm: as bars with their intervals, and as a table with what was tuned. */
import { GainsFigure } from '../../charts/gains/GainsFigure.tsx'
import type { GainRow } from '../../charts/gains/gains.ts'
import type { Judged } from '../../experiment/referee/judged.ts'
import type { StoredArm, StoredJudgement } from '../../experiment/referee/stored.ts'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { say } from '../../ui/words.ts'
import type { FigureWords } from './figure-words.ts'
import { MEANINGS, ROLES } from './role-words.ts'
import { claimedIn } from './verdict-words.ts'

interface GainBarsProps {
  readonly judged: Judged
  readonly judgement: StoredJudgement
  /** A link of the lab with the mechanism beside an arm; null until it is known. */
  readonly linkOf: (arm: string) => string | null
  readonly words: FigureWords
}

export function GainBars({ judged, judgement, linkOf, words }: GainBarsProps) {
  const theme = useTheme()
  const others = judgement.arms.filter(({ role }) => role !== 'mechanism')
  const rows = others.map(
    (arm): GainRow => ({
      ...{ key: arm.key, title: say(arm.title), gain: arm.gain, spread: arm.spread, bound: arm.bound },
      note: arm.key === judgement.over ? say('baseline, the strongest') : ROLES[arm.role](),
    }),
  )
  return (
    <>
      <GainsFigure
        title={say('Gain of the mechanism over each')}
        purpose={say('{figure}: to the right of 1 the mechanism does better than the arm of that row.', {
          figure: say(judged.figure),
        })}
        of={say('Arm')}
        rows={rows}
        claimed={claimedIn(judged)}
        theme={theme}
      />
      <ArmsTable judged={judged} arms={judgement.arms} linkOf={linkOf} words={words} />
    </>
  )
}

const TITLE = 'paper-figures'

interface ArmsTableProps extends Pick<GainBarsProps, 'judged' | 'linkOf' | 'words'> {
  readonly arms: readonly StoredArm[]
}

function ArmsTable({ judged, arms, linkOf, words }: ArmsTableProps) {
  return (
    <div className="table-scroll">
      <table className="summary arms-judged" aria-labelledby={TITLE}>
        <caption id={TITLE}>{say(judged.figure)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Arm')}</th>
            <th scope="col">{say('Figure')}</th>
            <th scope="col">{say('Tuned to')}</th>
            <th scope="col">{say('In the Lab')}</th>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => {
            const link = linkOf(arm.key)
            return (
              <tr key={arm.key}>
                <th scope="row">
                  {say(arm.title)}
                  <span className="note">
                    {ROLES[arm.role]()}: {MEANINGS[arm.role]()}
                  </span>
                </th>
                <td className="num">{arm.figure === null ? '–' : words.figure(arm.figure)}</td>
                <td className="num">{tunedText(arm, judged, words)}</td>
                <td>
                  {link && (
                    <a href={link}>
                      {arm.role === 'mechanism' ? say('Run it') : say('Run beside')}
                      <span className="visually-hidden"> {say(arm.title)}</span>
                    </a>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** `Token budget 128 of 64, 128, 256`: what won, and among which values; `Entries read 20, as the mechanism`. */
function tunedText({ key, tuned }: StoredArm, { arms }: Judged, words: FigureWords): string {
  const { tuned: values = [], asMechanism = [] } = arms[key] ?? {}
  const knobAt = (path: string) => ({ knob: words.knob(path), value: String(tuned?.[path] ?? '–') })
  const told = [
    ...values.map(({ path, values: tried }) =>
      say('{knob} {value} of {tried}', { ...knobAt(path), tried: tried.join(', ') }),
    ),
    ...asMechanism.map((path) => say('{knob} {value}, as the mechanism', knobAt(path))),
  ]
  return told.length === 0 ? say('as set') : told.join('; ')
}
