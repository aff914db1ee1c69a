/** The docked read-out: the values of every timeline at the cursor, or at the playhead while nothing is pointed at. */

import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import { momentOf } from '../../store/view.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { timelines } from '../timelines/registry.ts'
import { useTheme } from '../timelines/use-theme.ts'
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
  const isStale = useRun((run) => run.isStale)
  const arms = Object.keys(tracks)
  const rows =
    revision > 0 ? readoutRows({ timelines, tracks, mirror: runner.mirror, theme, memory, moment, events }) : []
  return (
    <section className={isStale ? 'stale' : undefined} aria-labelledby="at-title">
      <h2 id="at-title" className="num">
        {say('At {moment}', { moment: formatMoment(moment) })}
      </h2>
      {/* Not a live region: it changes with every move of the pointer; the charts say their own values. */}
      {/* With three arms and more it is wider than the pane: a keyboard must be able to scroll it. */}
      <section
        className="table-scroll"
        tabIndex={arms.length > 2 ? 0 : undefined}
        aria-label={say('Values of each arm')}
      >
        <table className="facts num">
          {arms.length > 1 && (
            <thead>
              <tr>
                <td />
                {arms.map((arm) => (
                  <th scope="col" key={arm}>
                    {arm.toUpperCase()}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{say(row.name)}</th>
                {row.values.map((value, place) => (
                  <td key={arms[place]}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
