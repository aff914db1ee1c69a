/** Every placement of prompts and answers on so many accelerators, with what each carries: the table fills as they are tried. */
import { useState } from 'react'
import type { NumberField } from '../../kernel/description.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { usePlacing, usePlacingState } from '../../store/use-placing.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { PlacedRate, PlacementQuery } from '../../worker/asked/searches.ts'
import { armPath } from '../setup/use-setup-form.ts'
import { CommittedNumber } from './CommittedNumber.tsx'
import { placementWords, placingWords, whyNoRate } from './placement-words.ts'
import { searchPlan } from './rate-words.ts'

interface PlacementSearchProps {
  /** The knob that is the rate, and its value. */
  readonly field: NumberField
  readonly start: number
}

export function PlacementSearch({ field, start }: PlacementSearchProps) {
  const placing = usePlacing()
  const state = usePlacingState()
  const arm = useDocument(({ arm }) => arm)
  const seed = useDocument(({ document }) => document.seed)
  const [query, setQuery] = useState<PlacementQuery>({ most: 4, node: 8, affinity: 'high' })
  const [target, setTarget] = useState(90)
  const count = (label: string, key: 'most' | 'node', max: number) => (
    <CommittedNumber
      label={label}
      value={query[key]}
      {...{ min: 1, max, isWhole: true }}
      onNumber={(value) => setQuery({ ...query, [key]: value })}
    />
  )
  const search = () => {
    const spec = {
      ...searchPlan({ field, start, target: target / 100, runs: 2, seed }),
      tolerance: 0.05,
      confirmSeeds: [],
    }
    placing.search({ arm, path: field.path, query, spec })
  }
  return (
    <section className="placement-search" aria-labelledby="placement-title">
      <h2 id="placement-title">{say('Best placement')}</h2>
      <p className="note">
        {say(
          'Every way of giving prompts and answers accelerators of their own, or the same, with the highest rate that it carries: which carries most for each accelerator.',
        )}
      </p>
      <div className="sweep-controls">
        {state.status === 'running' ? (
          <button type="button" onClick={placing.cancel}>
            {say('Stop trying placements')}
          </button>
        ) : (
          <button type="button" onClick={search}>
            {say('Try all placements')}
          </button>
        )}
        {count(say('Accelerators at most'), 'most', 16)}
        {count(say('In a node'), 'node', 16)}
        <label className="sweep-number">
          <span>{say('Links between nodes')}</span>
          <select
            value={query.affinity}
            onChange={(event) => setQuery({ ...query, affinity: event.target.value as PlacementQuery['affinity'] })}
          >
            <option value="high">{say('fast: phases lie anywhere')}</option>
            <option value="low">{say('slow: KV stays in a node')}</option>
          </select>
        </label>
        <CommittedNumber
          label={say('Attainment %')}
          value={target}
          {...{ min: 1, max: 100, isWhole: false }}
          onNumber={setTarget}
        />
      </div>
      {state.job !== null && (
        <div className={state.isStale ? 'stale' : undefined} data-stale={state.isStale || undefined}>
          <p className="rate-outcome" role="status">
            {placingWords(state)}
          </p>
          {state.placed.length > 0 && <PlacementTable placed={state.placed} arm={state.job.arm} />}
        </div>
      )}
    </section>
  )
}

function PlacementTable({ placed, arm }: { readonly placed: readonly PlacedRate[]; readonly arm: string }) {
  const { document: store } = useLab()
  const inOrder = [...placed].sort((one, other) => (other.perDevice ?? -1) - (one.perDevice ?? -1))
  const use = ({ edits }: PlacedRate) => {
    const { document, editAll } = store.getState()
    editAll(Object.fromEntries(Object.entries(edits).map(([at, value]) => [armPath(document.arms, arm, at), value])))
  }
  return (
    <div className="table-scroll">
      <table className="summary num placements">
        <thead>
          <tr>
            <th scope="col">{say('Placement')}</th>
            <th scope="col">{say('Accelerators')}</th>
            <th scope="col">{say('requests/s')}</th>
            <th scope="col">{say('for each')}</th>
            <th scope="col">
              <span className="visually-hidden">{say('Take it over')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((one) => {
            const words = placementWords(one.candidate)
            return (
              <tr key={words}>
                <th scope="row">{words}</th>
                <td>{one.candidate.devices}</td>
                {one.rate === null || one.perDevice === null ? (
                  <td colSpan={3} className="note placement-why">
                    {whyNoRate(one)}
                  </td>
                ) : (
                  <>
                    <td>{significant(one.rate, 3)}</td>
                    <td>{significant(one.perDevice, 3)}</td>
                    <td>
                      <button
                        type="button"
                        aria-label={say('Use {placement}', { placement: words })}
                        onClick={() => use(one)}
                      >
                        {say('Use')}
                      </button>
                    </td>
                  </>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
