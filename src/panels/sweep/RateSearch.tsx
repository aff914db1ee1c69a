/** One button: the highest arrival rate that meets the service-level objective, with the attainment curve as rates are tried. */
import { useState } from 'react'
import { valueAt } from '../../forms/field-values.ts'
import { formatKnob } from '../../forms/knob-number.ts'
import type { NumberField } from '../../kernel/description.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { useSweep, useSweepState } from '../../store/use-sweep.ts'
import { say } from '../../ui/words.ts'
import { armPath } from '../setup/use-setup-form.ts'
import { CommittedNumber } from './CommittedNumber.tsx'
import type { Described } from './described.ts'
import { RateFigure } from './RateFigure.tsx'
import { rateField } from './rate-field.ts'
import { foundRate, outcomeWords, searchPlan } from './rate-words.ts'

export function RateSearch({ description, setup }: Described) {
  const { document: store } = useLab()
  const sweep = useSweep()
  const search = useSweepState((state) => state.search)
  const arm = useDocument((state) => state.arm)
  const seed = useDocument((state) => state.document.seed)
  const [target, setTarget] = useState(90)
  const [runs, setRuns] = useState(3)
  const field = rateField(description, setup)
  const isRunning = search.status === 'running'
  const found = search.outcome && foundRate(search.outcome)
  const find = (of: NumberField) =>
    sweep.search({
      arm,
      path: of.path,
      spec: searchPlan({
        field: of,
        start: Number(valueAt(setup, of.path) ?? of.default),
        target: target / 100,
        runs,
        seed,
      }),
    })
  const use = (rate: number, path: string, of: string) => {
    const state = store.getState()
    state.edit(armPath(state.document.arms, of, path), rate)
  }
  return (
    <section className="rate-search" aria-labelledby="rate-title">
      <h2 id="rate-title">{say('Highest rate')}</h2>
      <p className="note">
        {say(
          'The highest arrival rate at which enough requests meet the TTFT and TPOT limits of their class (set-up, Workload).',
        )}
      </p>
      {field === null ? (
        <p className="note">
          {say('This workload has no arrival rate: choose one with requests/s, such as Poisson, to search for it.')}
        </p>
      ) : (
        <div className="sweep-controls">
          {isRunning ? (
            <button type="button" onClick={sweep.cancelSearch}>
              {say('Cancel search')}
            </button>
          ) : (
            <button type="button" className="solid" onClick={() => find(field)}>
              {say('Find the highest rate that meets the SLO')}
            </button>
          )}
          <CommittedNumber
            label={say('Attainment %')}
            value={target}
            {...{ min: 1, max: 100, isWhole: false }}
            onNumber={setTarget}
          />
          <CommittedNumber
            label={say('Runs per rate')}
            value={runs}
            {...{ min: 1, max: 20, isWhole: true }}
            onNumber={setRuns}
          />
        </div>
      )}
      {search.job !== null && (
        <div className={search.isStale ? 'stale' : undefined} data-stale={search.isStale || undefined}>
          <p className="rate-outcome" role="status">
            {outcomeWords(search)}
            {search.isStale && ` ${say('The experiment has changed since: search again.')}`}
          </p>
          {found !== null && (
            <button type="button" onClick={() => search.job && use(found, search.job.path, search.job.arm)}>
              {say('Use {rate} requests/s', { rate: formatKnob(found) })}
            </button>
          )}
          {search.steps.length > 0 && (
            <RateFigure search={search} onRate={(rate) => search.job && use(rate, search.job.path, search.job.arm)} />
          )}
        </div>
      )}
    </section>
  )
}
