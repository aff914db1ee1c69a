/** How evenly and how locally experts are chosen, layer by layer, over the selected range or the one shown. */
import { expertReadings } from '../../charts/experts/readings.ts'
import { useLab, useRun, useView } from '../../store/lab-context.tsx'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { ShareBar } from './ShareBar.tsx'

export function ExpertsSection({ arm }: { readonly arm: ArmKey }) {
  const { runner } = useLab()
  const selection = useView((state) => state.selection)
  const range = useView((state) => state.range)
  const computed = useRun((state) => state.computed)
  useRun((state) => state.revision)
  const [from, until] = selection ?? range ?? [0, computed]
  const window = runner.mirror.pick(arm, 'experts', from, until)
  if (window?.kind !== 'grid') return null
  const readings = expertReadings(window, from, until)
  return (
    <section aria-labelledby="experts-reading">
      <h3 id="experts-reading">{say('Experts: balance and locality')}</h3>
      <p className="note">
        {say(
          'Even would be 1× for the busiest expert. Locality is the overlap of the experts touched in one recorded row and the next; a row holds {fold}.',
          { fold: window.fold > 1 ? say('{n} iterations', { n: window.fold }) : say('one iteration') },
        )}
      </p>
      <div className="table-scroll">
        <table className="summary num moment-table">
          <thead>
            <tr>
              <th scope="col">{say('Layer')}</th>
              <th scope="col">{say('Busiest')}</th>
              <th scope="col">{say('Variation')}</th>
              <th scope="col">{say('Busiest eighth takes')}</th>
              <th scope="col">{say('Touched')}</th>
              <th scope="col">{say('Locality')}</th>
            </tr>
          </thead>
          <tbody>
            {readings.map((reading) => (
              <tr key={reading.layer}>
                <th scope="row">{reading.layer}</th>
                <td>{figure(reading.imbalance, (value) => `${value.toFixed(2)}×`)}</td>
                <td>{figure(reading.variation, (value) => value.toFixed(2))}</td>
                <td>
                  <ShareBar share={reading.topShare} hue="decode" />
                </td>
                <td>
                  {reading.touched} / {window.cells}
                </td>
                <td>{figure(reading.locality, (value) => formatPercent(value, 0))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const figure = (value: number, format: (value: number) => string): string => (Number.isNaN(value) ? '–' : format(value))
