/** The view "Sweep": which knobs take which values, the figures of every point as they come, and the search for a rate. */
import { useMemo } from 'react'
import { valueAt } from '../../forms/field-values.ts'
import { useDocument, useRun } from '../../store/lab-context.tsx'
import { wholeSetupOf } from '../../store/reading.ts'
import { say } from '../../ui/words.ts'
import { AxesEditor } from './AxesEditor.tsx'
import { PlacementSearch } from './PlacementSearch.tsx'
import { RateSearch } from './RateSearch.tsx'
import { rateField } from './rate-field.ts'
import { SweepControls } from './SweepControls.tsx'
import { SweepResults } from './SweepResults.tsx'
import './sweep.css'

export function SweepView() {
  const description = useRun((run) => run.description)
  const document = useDocument((state) => state.document)
  const arm = useDocument((state) => state.arm)
  const setup = useMemo(() => wholeSetupOf(document, arm), [document, arm])
  if (!description) return <p className="note">{say('The knobs appear when the simulation has started.')}</p>
  const described = { description, setup }
  const rate = rateField(description, setup)
  return (
    <div className="sweep">
      <section aria-labelledby="sweep-title">
        <h2 id="sweep-title">{say('Sweep')}</h2>
        <p className="note">
          {say(
            'Runs the experiment once for every value of one or two knobs, all arms at each, and keeps the figures.',
          )}
        </p>
        <AxesEditor {...described} />
        <SweepControls />
        <SweepResults {...described} />
      </section>
      <RateSearch {...described} />
      {rate !== null && hasPlacement(setup) && (
        <PlacementSearch field={rate} start={Number(valueAt(setup, rate.path) ?? rate.default)} />
      )}
    </div>
  )
}

/** Whether the engine places instances at all. */
const hasPlacement = (setup: Readonly<Record<string, unknown>>): boolean => 'placement' in setup
