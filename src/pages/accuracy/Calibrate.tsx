/** Calibration by paste: what a person's own server was measured to do becomes constants of the cost model. */
import { useState } from 'react'
import { useLab, useMeasurements } from '../../store/lab-context.tsx'
import { labAddress } from '../../store/links.ts'
import { CALIBRATION } from '../../store/measurements.ts'
import { formatPercent, formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type CalibrationChoice, calibrate, type TextCalibration } from '../../worker/asked/accuracy.ts'
import { FileNotes } from './FileNotes.tsx'

const WEIGHTS = ['bf16', 'fp8', 'int8', 'int4'] as const

type State =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fitting'; readonly runs: number }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'fitted'; readonly found: TextCalibration }

export function Calibrate() {
  const { runner, measurements } = useLab()
  const [state, setState] = useState<State>({ kind: 'nothing' })
  const text = useMeasurements((state) => state.paste)
  const notes = useMeasurements((state) => state.pasteNotes)
  const [choice, setChoice] = useState<CalibrationChoice>({
    device: 'h100-sxm',
    model: '',
    tensor: 1,
    weights: 'bf16',
  })
  const change = (part: Partial<CalibrationChoice>) => setChoice({ ...choice, ...part })
  const start = async () => {
    setState({ kind: 'fitting', runs: 0 })
    try {
      // News comes by another way than the answer, and may come after it.
      const found = await runner.client.errand(calibrate, [text, choice], (runs) =>
        setState((now) => (now.kind === 'fitting' ? { kind: 'fitting', runs } : now)),
      )
      if (!found.ok)
        setState({
          kind: 'refused',
          words: found.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' '),
        })
      else setState(found.value === null ? { kind: 'nothing' } : { kind: 'fitted', found: found.value })
    } catch (error) {
      setState({ kind: 'refused', words: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <section aria-labelledby="accuracy-calibrate" data-takes={CALIBRATION}>
      <h2 id="accuracy-calibrate">{say('Calibrate to your server')}</h2>
      <p>
        {say(
          'Paste the result of vllm bench serve or of SGLang’s bench_serving (JSON or the table; several may follow each other), the CSV of a measured run, or the start-up log of an engine. Three or four constants are fitted by simulating what was measured.',
        )}
      </p>
      <div className="accuracy-choices">
        <label>
          {say('Accelerator')}{' '}
          <input
            type="text"
            value={choice.device}
            onChange={(event) => change({ device: event.currentTarget.value })}
          />
        </label>
        <label>
          {say('Model, where the paste names none')}{' '}
          <input
            type="text"
            value={choice.model}
            onChange={(event) => change({ model: event.currentTarget.value })}
            placeholder={say('llama-3.1-8b')}
          />
        </label>
        <label>
          {say('Tensor parallelism')}{' '}
          <input
            type="number"
            min={1}
            max={64}
            value={choice.tensor}
            onChange={(event) => change({ tensor: Math.max(1, Math.round(event.currentTarget.valueAsNumber || 1)) })}
          />
        </label>
        <label>
          {say('Weights')}{' '}
          <select
            value={choice.weights}
            onChange={(event) => change({ weights: event.currentTarget.value as CalibrationChoice['weights'] })}
          >
            {WEIGHTS.map((dtype) => (
              <option key={dtype}>{dtype}</option>
            ))}
          </select>
        </label>
      </div>
      <label className="calibrate-paste">
        {say('Benchmark result, measured run or start-up log')}
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => measurements.setState({ paste: event.currentTarget.value, pasteNotes: [] })}
        />
      </label>
      <FileNotes problems={notes} />
      <p>
        {state.kind === 'fitting' ? (
          <button type="button" onClick={() => void runner.client.cancel(calibrate.id)}>
            {say('Stop')}
          </button>
        ) : (
          <button type="button" className="solid" disabled={text.trim() === ''} onClick={() => void start()}>
            {say('Calibrate')}
          </button>
        )}{' '}
        <span role="status">
          {state.kind === 'fitting' && say('{runs} simulations', { runs: state.runs })}
          {state.kind === 'fitted' &&
            state.found.calibration &&
            say('Median error {before} before, {after} after.', {
              before: formatPercent(state.found.calibration.error.before),
              after: formatPercent(state.found.calibration.error.after),
            })}
        </span>
      </p>
      {state.kind === 'refused' && (
        <p className="problem" role="alert">
          {state.words}
        </p>
      )}
      {state.kind === 'fitted' && <Fitted found={state.found} />}
    </section>
  )
}

function Fitted({ found }: { readonly found: TextCalibration }) {
  const { document: store } = useLab()
  const { calibration, capacity, document } = found
  const graphs = capacity?.graphMemoryGB ?? null
  const constants = {
    ...calibration?.constants,
    ...(graphs === null ? {} : { 'cost.graphMemoryGB': graphs }),
  }
  const toLab = () => {
    location.hash = labAddress(store.getState().document)
  }
  return (
    <>
      {calibration && <Residuals calibration={calibration} />}
      {capacity && <CapacityRows capacity={capacity} />}
      <table className="summary num accuracy-groups">
        <caption className="note">{say('Constants')}</caption>
        <tbody>
          {Object.entries(constants).map(([path, value]) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <button
          type="button"
          onClick={() => {
            store.getState().open({ document, problems: [] })
            toLab()
          }}
        >
          {say('Open this server in the Lab')}
        </button>{' '}
        <button
          type="button"
          onClick={() => {
            const edits = { accelerator: document.setup.accelerator, 'cost.form': 'kernels', ...constants }
            store
              .getState()
              .editAll(Object.fromEntries(Object.entries(edits).map(([path, value]) => [`setup.${path}`, value])))
            toLab()
          }}
        >
          {say('Use the constants in my experiment')}
        </button>
      </p>
    </>
  )
}

function Residuals({ calibration }: { readonly calibration: NonNullable<TextCalibration['calibration']> }) {
  return (
    <table className="summary num accuracy-groups">
      <caption className="note">{say('Measured, and simulated before and after')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('Figure')}</th>
          <th scope="col">{say('Measured')}</th>
          <th scope="col">{say('Before')}</th>
          <th scope="col">{say('Error')}</th>
          <th scope="col">{say('After')}</th>
          <th scope="col">{say('Error')}</th>
        </tr>
      </thead>
      <tbody>
        {calibration.figures.map(({ trial, figure, measured, before, after }) => {
          const unit = figure === 'throughput' ? '' : 's'
          return (
            <tr key={`${trial} ${figure}`}>
              <th scope="row">
                {trial + 1} · {figure === 'throughput' ? say('Tokens emitted, mean') : figure}
              </th>
              <td>{formatQuantity(measured, unit)}</td>
              <td>{formatQuantity(before, unit)}</td>
              <td>{formatPercent(before / measured - 1)}</td>
              <td>{formatQuantity(after, unit)}</td>
              <td>{formatPercent(after / measured - 1)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function CapacityRows({ capacity }: { readonly capacity: NonNullable<TextCalibration['capacity']> }) {
  const { tokens, weights, graphMemoryGB } = capacity
  return (
    <>
      <table className="summary num accuracy-groups">
        <caption className="note">{say('Memory by the formula and by the log')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say('Formula')}</th>
            <th scope="col">{say('Log')}</th>
            <th scope="col">{say('Error')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say('KV capacity')}</th>
            <td>{formatQuantity(tokens.formula, 'tokens')}</td>
            <td>{formatQuantity(tokens.log, 'tokens')}</td>
            <td>{formatPercent(tokens.formula / tokens.log - 1)}</td>
          </tr>
          {weights && (
            <tr>
              <th scope="row">{say('Weights')}</th>
              <td>{formatQuantity(weights.formula, 'B')}</td>
              <td>{formatQuantity(weights.log, 'B')}</td>
              <td>{formatPercent(weights.formula / weights.log - 1)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {graphMemoryGB === null && (
        <p className="note">
          {say(
            'The log tells of more tokens than the memory leaves: check the dtype of weights and cache, and the memory share.',
          )}
        </p>
      )}
    </>
  )
}
