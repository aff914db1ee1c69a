/** What became of a file, in words: recognised as what, rows kept and dropped and why, or why not. */

import type { Incoming } from '../../store/incoming.ts'
import type { TraceReport } from '../../traces/arrivals.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { BeforeWords } from './BeforeWords.tsx'

export function IncomingWords({ incoming }: { readonly incoming: Incoming }) {
  const { name, problems } = incoming
  return (
    <>
      {incoming.kind === 'trace' && <TraceWords title={incoming.readAs.title} report={incoming.report} />}
      {incoming.kind === 'experiment' && (
        <p>
          {say('Opened {title}. Undo brings yours back.', { title: incoming.title || say('an untitled experiment') })}
        </p>
      )}
      {incoming.kind === 'model' && (
        <p>{say('The model is read from its configuration: see the Model group on the left.')}</p>
      )}
      {incoming.kind === 'accelerator' && (
        <p>{say('The accelerator is read from its data sheet: see the Hardware group on the left.')}</p>
      )}
      {incoming.kind === 'recording' && (
        <p>
          {say('{title} is what the run follows now. Its parts: {parts}.', {
            title: name,
            parts: incoming.parts.join(', '),
          })}
        </p>
      )}
      {incoming.kind === 'measurement' && (
        <p>
          <b>{name}</b>: {say('read as {format}.', { format: say(incoming.readAs.title) })}{' '}
          {incoming.rows !== null &&
            say('{n} rows, {refused} of them refused.', {
              n: formatCount(incoming.rows.kept + incoming.rows.refused),
              refused: formatCount(incoming.rows.refused),
            })}{' '}
          <button
            type="button"
            onClick={() =>
              document.querySelector(`[data-takes="${incoming.part}"]`)?.scrollIntoView({ block: 'start' })
            }
          >
            {say('Show it')}
          </button>
        </p>
      )}
      {incoming.kind === 'refused' && <p>{say('{name} could not be read.', { name })}</p>}
      {'before' in incoming && <BeforeWords before={incoming.before} />}
      {problems.map((problem) => (
        <p key={problem.message}>
          {problem.message} {problem.remedy}
        </p>
      ))}
    </>
  )
}

function TraceWords({ title, report }: { readonly title: string; readonly report: TraceReport }) {
  const lost = report.rows - report.kept
  return (
    <>
      <p>
        <b>{report.title}</b>:{' '}
        {say('read as {format}, {n} requests over {time};', {
          format: say(title),
          n: formatCount(report.kept),
          time: formatTime(report.duration),
        })}{' '}
        {lost > 0
          ? say('{n} of {all} rows dropped.', { n: formatCount(lost), all: formatCount(report.rows) })
          : say('every row kept.')}
      </p>
      {(report.dropped.length > 0 || report.notes.length > 0) && (
        <ul>
          {report.dropped.map(({ reason, rows, firstLine }) => (
            <li key={reason}>
              {say('{n}: {reason} (first in line {line})', {
                n: formatCount(rows),
                reason,
                line: formatCount(firstLine),
              })}
            </li>
          ))}
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}
