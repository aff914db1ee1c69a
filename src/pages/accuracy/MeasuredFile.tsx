/**
 * Files of measurements, held against the model in the worker and recognised by their columns: times of kernels, a measured run (with the
 * JSON of its set-up), or published points.
 */
import { useEffect, useRef, useState } from 'react'
import { ErrorsFigure } from '../../charts/errors/ErrorsFigure.tsx'
import type { Problem } from '../../kernel/problem.ts'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { useLab, useMeasurements } from '../../store/lab-context.tsx'
import { type FileInHand, MEASURED_FILE, type Measured } from '../../store/measurements.ts'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import {
  type MeasuredSummary,
  type PublishedSummary,
  predictMeasured,
  type Replay,
  replayMeasured,
  simulatePublished,
} from '../../worker/asked/accuracy.ts'
import { ErrorCells, ErrorHeads } from './ErrorCells.tsx'
import { FileNotes } from './FileNotes.tsx'
import { ReplayFigures } from './ReplayFigures.tsx'
import { SpreadTable } from './SpreadTable.tsx'

type State =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly name: string; readonly share: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'read'; readonly name: string; readonly summary: MeasuredSummary }
  | { readonly kind: 'replayed'; readonly replay: Replay }
  | { readonly kind: 'published'; readonly name: string; readonly summary: PublishedSummary }

export function MeasuredFile() {
  const { runner, intake } = useLab()
  const theme = useTheme()
  const measured = useMeasurements((state) => state.measured)
  const [state, setState] = useState<State>({ kind: 'nothing' })
  /** What was chosen here and could not be read. */
  const [unread, setUnread] = useState<readonly Problem[]>([])
  const [device, setDevice] = useState('')
  const [model, setModel] = useState('')
  const held = useRef(0)
  const hold = async ({ file, setup }: Measured) => {
    if (file === null) return
    const { name } = file
    setState({ kind: 'reading', name, share: '' })
    const mine = ++held.current
    let found: State
    try {
      found = await answerFor(file, setup?.text ?? null)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      found = { kind: 'refused', words: say('{name} could not be read: {why}. Choose it again.', { name, why }) }
    }
    // Another file, or its set-up, has come meanwhile.
    if (mine === held.current) setState(found)
  }
  const answerFor = async ({ name, what, text }: FileInHand, setup: string | null): Promise<State> => {
    const { client } = runner
    if (what === 'run') {
      const replayed = await client.errand(replayMeasured, [text, setup, { device, model }])
      return replayed.ok ? { kind: 'replayed', replay: replayed.value } : refused(replayed.problems)
    }
    if (what === 'points') {
      const simulated = await client.errand(simulatePublished, [name, text], ({ done, of }) =>
        // News comes by another way than the answer, and may come after it.
        setState((now) => (now.kind === 'reading' ? { ...now, share: say('{done} of {of}', { done, of }) } : now)),
      )
      if (!simulated.ok) return refused(simulated.problems)
      return simulated.value === null ? { kind: 'nothing' } : { kind: 'published', name, summary: simulated.value }
    }
    const read = await client.errand(predictMeasured, [name, text, { device, model }])
    return read.ok ? { kind: 'read', name, summary: read.value } : refused(read.problems)
  }
  const latest = useRef(hold)
  useEffect(() => {
    latest.current = hold
  })
  // Once for every file and set-up that comes, whatever is typed into the fields meanwhile.
  useEffect(() => {
    void latest.current(measured)
  }, [measured])
  const choose = async (files: readonly File[]) => {
    setUnread([])
    const sources = files.map((one) => ({ name: one.name, content: one }))
    const taken = await intake.getState().bring(sources, { refusals: 'told by the caller' })
    setUnread(taken.flatMap((one) => (one.kind === 'refused' ? one.problems : [])))
  }
  return (
    <section aria-labelledby="accuracy-yours" data-takes={MEASURED_FILE}>
      <h2 id="accuracy-yours">{say('Your own measurements')}</h2>
      <p>
        {say(
          'A CSV of measured kernels, of a measured run (choose the JSON of its set-up with it) or of published points; they are told apart by their columns, read here, and stay in your browser. The commands cost, replay and points do the same.',
        )}
      </p>
      <div className="accuracy-choices">
        <label>
          {say('Accelerator, where the file names none')}{' '}
          <input
            type="text"
            value={device}
            onChange={(event) => setDevice(event.currentTarget.value)}
            placeholder={say('rtx-4090')}
          />
        </label>
        <label>
          {say('Model, where the file names none')}{' '}
          <input
            type="text"
            value={model}
            onChange={(event) => setModel(event.currentTarget.value)}
            placeholder={say('llama-3.1-8b')}
          />
        </label>
        <label>
          {say('Measured times (CSV)')}{' '}
          <input
            type="file"
            multiple
            accept=".csv,text/csv,.json,application/json"
            onChange={(event) => void choose([...(event.currentTarget.files ?? [])])}
          />
        </label>
      </div>
      <FileNotes problems={measured.file?.notes ?? []} />
      {unread.length > 0 && (
        <p className="problem" role="alert">
          {wordsOf(unread)}
        </p>
      )}
      {state.kind === 'reading' && (
        <p role="status">
          {say('Reading {name}…', { name: state.name })} {state.share}
        </p>
      )}
      {state.kind === 'refused' && (
        <p className="problem" role="alert">
          {state.words}
        </p>
      )}
      {state.kind === 'read' && <Read name={state.name} summary={state.summary} theme={theme} />}
      {state.kind === 'replayed' && <ReplayFigures replay={state.replay} />}
      {state.kind === 'published' && <Published name={state.name} summary={state.summary} theme={theme} />}
    </section>
  )
}

const refused = (problems: readonly Problem[]): State => ({
  kind: 'refused',
  words: wordsOf(problems),
})

const wordsOf = (problems: readonly Problem[]): string =>
  problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' ')

interface PublishedProps {
  readonly name: string
  readonly summary: PublishedSummary
  readonly theme: ReturnType<typeof useTheme>
}

function Published({ name, summary, theme }: PublishedProps) {
  const { spreads, marks, notes } = summary
  return (
    <>
      <ErrorsFigure
        title={say('Simulated against published')}
        summary={say('{name}: {n} latencies.', { name, n: formatCount(marks.length) })}
        marks={marks}
        theme={theme}
      />
      <SpreadTable caption={say('Errors by group')} spreads={spreads} />
      <Notes notes={notes} />
    </>
  )
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="note">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
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
      <Notes notes={notes} />
    </>
  )
}
