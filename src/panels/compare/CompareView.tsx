/** Two arms request by request: how many won, lost and stayed, each as a mark, and the largest changes by name. */

import { useState } from 'react'
import { csvOf } from '../../charts/csv.ts'
import { DifferencesFigure } from '../../charts/differences/DifferencesFigure.tsx'
import { requests } from '../../engines/asked.ts'
import { addArm } from '../../store/arms.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { download, fileStem } from '../../ui/download.ts'
import { formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'
import { useTheme } from '../timelines/use-theme.ts'
import { ChangeList } from './ChangeList.tsx'
import { type Comparison, compareRequests, measures } from './differences.ts'
import './compare.css'

export function CompareView() {
  const { document } = useLab()
  const arms = useDocument((state) => Object.keys(state.document.arms).join())
  const keys = arms.split(',')
  if (keys.length >= 2) return <Comparing keys={keys} />
  return (
    <div className="compare">
      <p>{say('Comparing needs two arms: the same requests under two set-ups.')}</p>
      <p>
        <button type="button" onClick={() => addArm(document.getState())}>
          {say('Add an arm')}
        </button>
      </p>
      <p className="note">{say('Then change a knob of the new arm: what differs is that knob’s doing.')}</p>
    </div>
  )
}

function Comparing({ keys }: { readonly keys: readonly string[] }) {
  const { view, document } = useLab()
  const theme = useTheme()
  const title = useDocument((state) => state.document.title)
  const isStale = useRun((state) => state.isStale)
  const [chosen, setChosen] = useState(keys[1])
  const [measureId, setMeasure] = useState(measures[0].id)
  const base = keys[0]
  const other = keys.includes(chosen) && chosen !== base ? chosen : keys[1]
  const measure = measures.find(({ id }) => id === measureId) ?? measures[0]
  const { value: before } = useLooked(base, (look) => look.ask(requests, base))
  const { value: after } = useLooked(other, (look) => look.ask(requests, other))
  if (!before || !after)
    return <p className="note">{say('There is no run yet: it appears here as soon as one has begun.')}</p>
  const comparison = compareRequests(before, after, measure)
  const names = { a: base.toUpperCase(), b: other.toUpperCase() }
  const select = (request: number) => {
    document.getState().selectArm(other)
    view.getState().selectRequest(request)
  }
  const save = () =>
    download(`${fileStem(title)}-${base}-${other}-${measure.id}.csv`, csvOf(tableOf(comparison)), 'text/csv')
  return (
    <div className="compare">
      <p className="compare-choice">
        <span>
          <ArmName arm={other} /> {say('against')} <ArmName arm={base} />
        </span>
        <label>
          {say('Measure')}{' '}
          <select value={measure.id} onChange={(event) => setMeasure(event.target.value)}>
            {measures.map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </select>
        </label>
        {keys.length > 2 && (
          <label>
            {say('Arm')}{' '}
            <select value={other} onChange={(event) => setChosen(event.target.value)}>
              {keys.slice(1).map((key) => (
                <option key={key} value={key}>
                  {key.toUpperCase()}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" onClick={save}>
          {say('Save as CSV')}
        </button>
      </p>
      <p className="compare-verdict num">{verdictOf(comparison, names, say(measure.label))}</p>
      {comparison.differences.length > 0 && (
        <>
          <DifferencesFigure
            title={say('{measure}, {b} against {a}', { measure: say(measure.label), ...names })}
            summary={verdictOf(comparison, names, say(measure.label))}
            points={comparison.differences}
            onPick={select}
            {...{ theme, isStale }}
          />
          <ChangeList comparison={comparison} onPick={select} />
        </>
      )}
    </div>
  )
}

function verdictOf(
  { won, lost, same, apart, median, differences }: Comparison,
  names: { readonly a: string; readonly b: string },
  measure: string,
): string {
  if (differences.length === 0) return say('No request has this measure in both arms yet.')
  const words = say(
    'With {b}, {won} requests won, {lost} lost and {same} stayed within 1 %; the median change of {measure} is {median}.',
    {
      ...names,
      ...{ won, lost, same, measure },
      median: `${median > 0 ? '+' : ''}${formatTime(median)}`,
    },
  )
  return apart === 0 ? words : `${words} ${say('{apart} cannot be compared: they have it in one arm only.', { apart })}`
}

const tableOf = ({ differences }: Comparison) => ({
  columns: [
    { label: 'request', unit: '' },
    { label: 'arrival', unit: 's' },
    { label: 'before', unit: 's' },
    { label: 'after', unit: 's' },
    { label: 'change', unit: 's' },
    { label: 'verdict', unit: '' },
  ],
  rows: differences.map(({ request, arrival, before, after, change, verdict }) => [
    request,
    arrival,
    before,
    after,
    change,
    verdict,
  ]),
})
