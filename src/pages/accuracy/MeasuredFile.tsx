/** A file of measured times, held against the forms in the worker: the figure, errors by group, and what was left out. */
import { useState } from 'react'
import { ErrorsFigure } from '../../charts/errors/ErrorsFigure.tsx'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { useLab } from '../../store/lab-context.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { MeasuredSummary } from '../../worker/api.ts'
import { ErrorCells, ErrorHeads } from './ErrorCells.tsx'

/** Larger files belong on the command line. */
const LARGEST = 50_000_000 // bytes

type State =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'read'; readonly name: string; readonly summary: MeasuredSummary }

export function MeasuredFile() {
  const { runner } = useLab()
  const theme = useTheme()
  const [state, setState] = useState<State>({ kind: 'nothing' })
  const [device, setDevice] = useState('')
  const [model, setModel] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LARGEST) {
      setState({
        kind: 'refused',
        words: say('{name} is larger than 50 MB: use the command cost.', { name: file.name }),
      })
      return
    }
    setState({ kind: 'reading', name: file.name })
    try {
      const read = await runner.client.predictMeasured(file.name, await file.text(), { device, model })
      if (read.ok) setState({ kind: 'read', name: file.name, summary: read.value })
      else
        setState({
          kind: 'refused',
          words: read.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' '),
        })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      setState({
        kind: 'refused',
        words: say('{name} could not be read: {why}. Choose it again.', { name: file.name, why }),
      })
    }
  }
  return (
    <section aria-labelledby="accuracy-yours">
      <h3 id="accuracy-yours">{say('Your own measurements')}</h3>
      <p>
        {say(
          'A CSV of measured kernels: matrix products, attention, experts, collectives, layers. It is read here and stays in your browser. The command cost does the same and adds the predicted column.',
        )}
      </p>
      <div className="accuracy-choices">
        <label>
          {say('Accelerator, where the file names none')}{' '}
          <input
            value={device}
            onChange={(event) => setDevice(event.currentTarget.value)}
            placeholder={say('rtx-4090')}
          />
        </label>
        <label>
          {say('Model, where the file names none')}{' '}
          <input
            value={model}
            onChange={(event) => setModel(event.currentTarget.value)}
            placeholder={say('llama-3.1-8b')}
          />
        </label>
        <label>
          {say('Measured times (CSV)')}{' '}
          <input type="file" accept=".csv,text/csv" onChange={(event) => void take(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {state.kind === 'reading' && <p role="status">{say('Reading {name}…', { name: state.name })}</p>}
      {state.kind === 'refused' && (
        <p className="problem" role="alert">
          {state.words}
        </p>
      )}
      {state.kind === 'read' && <Read name={state.name} summary={state.summary} theme={theme} />}
    </section>
  )
}

function Read({
  name,
  summary,
  theme,
}: {
  readonly name: string
  readonly summary: MeasuredSummary
  readonly theme: ReturnType<typeof useTheme>
}) {
  const { title, errors, groups, notes, marks } = summary
  return (
    <>
      <ErrorsFigure
        title={say('Predicted against measured')}
        summary={say(
          '{name}, {title}: {rows} rows, half of them within {median}, nine tenths within {p90}; bias {bias}.',
          {
            name,
            title: say(title),
            rows: formatCount(errors.rows),
            median: formatPercent(errors.median),
            p90: formatPercent(errors.p90),
            bias: formatPercent(errors.bias),
          },
        )}
        marks={marks}
        theme={theme}
      />
      {marks.length < errors.rows && (
        <p className="note">{say('{n} of the rows are drawn.', { n: formatCount(marks.length) })}</p>
      )}
      <table className="summary num accuracy-groups">
        <caption className="note">{say('Errors by group')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Group')}</th>
            <ErrorHeads />
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.name}>
              <th scope="row">{group.name}</th>
              <ErrorCells {...group} />
            </tr>
          ))}
        </tbody>
      </table>
      {notes.length > 0 && (
        <ul className="note">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}
