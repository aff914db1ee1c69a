/** The docked read-out: the values of every timeline at the cursor, or at the playhead while nothing is pointed at. */

import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import { momentOf } from '../../store/view.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'
import { timelines } from '../timelines/registry.ts'
import { useDown } from '../timelines/use-down.ts'
import { useTheme } from '../timelines/use-theme.ts'
import { ArmsScroll } from './ArmsScroll.tsx'
import { DifferenceBar } from './DifferenceBar.tsx'
import { readoutRows } from './readout-rows.ts'

/** Read-outs follow a gliding playhead at this grain: figures that change 60 times a second cannot be read. */
const GRAIN = 0.05 // s

export function ReadoutPanel() {
  const { runner } = useLab()
  const theme = useTheme()
  const memory = useSettings((settings) => settings.memory)
  const moment = useView((state) => {
    const at = momentOf(state)
    return state.isPlaying && state.hover === null ? Math.floor(at / (GRAIN * state.speed)) * GRAIN * state.speed : at
  })
  const tracks = useRun((run) => run.tracks)
  const revision = useRun((run) => run.revision)
  const events = useDocument((state) => state.document.events)
  const down = useDown()
  const isStale = useRun((run) => run.isStale)
  const arms = Object.keys(tracks)
  const rows =
    revision > 0 ? readoutRows({ timelines, tracks, mirror: runner.mirror, theme, memory, moment, events, down }) : []
  return (
    <section className={`arms-table${isStale ? ' stale' : ''}`} aria-labelledby="at-title">
      <h2 id="at-title" className="num">
        {say('At {moment}', { moment: formatMoment(moment) })}
      </h2>
      {/* Not a live region: it changes with every move of the pointer; the charts say their own values. */}
      <ArmsScroll arms={arms} label={say('Values of each arm')}>
        <table className="facts num" data-arms={arms.length}>
          {arms.length > 1 && (
            <thead>
              <tr>
                <td />
                {arms.map((arm) => (
                  <th scope="col" key={arm}>
                    <ArmName arm={arm} />
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(({ name, unit, cells }) => (
              <tr key={name}>
                <th scope="row">
                  {say(name)}
                  {unit && <span className="row-unit"> {unit}</span>}
                </th>
                {cells.map(({ text, ratio }, place) => (
                  <td key={arms[place]}>
                    {arms.length > 1 ? <Breakable text={text} /> : text}
                    {ratio !== null && <DifferenceBar ratio={ratio} verdict="neutral" />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ArmsScroll>
    </section>
  )
}

/** Beside other arms a range has no room in one line: it may break behind its dash, and nowhere else. */
function Breakable({ text }: { readonly text: string }) {
  const [low, high] = text.split('–')
  if (high === undefined || low === '') return text
  return (
    <>
      {low}–<wbr />
      {high}
    </>
  )
}
