/** What became of a dropped file: recognised as what, rows kept and dropped, and why. */

import type { Incoming } from '../../store/incoming.ts'
import type { TraceReport } from '../../traces/arrivals.ts'
import { formatCount, formatTime } from '../../ui/format.ts'

interface IncomingNoteProps {
  readonly incoming: Incoming
  readonly onClose: () => void
}

export function IncomingNote({ incoming, onClose }: IncomingNoteProps) {
  return (
    <div className={incoming.kind === 'refused' ? 'notice-bar wrong' : 'notice-bar'} role="status">
      <div>
        {incoming.kind === 'trace' && <TraceWords report={incoming.report} />}
        {incoming.kind === 'experiment' && (
          <p>Opened {incoming.title || 'an untitled experiment'}. Undo brings yours back.</p>
        )}
        {incoming.kind === 'model' && <p>The model is read from its configuration: see the Model group on the left.</p>}
        {incoming.kind === 'refused' && <p>{incoming.name} could not be read.</p>}
        {incoming.problems.map((problem) => (
          <p key={problem.message}>
            {problem.message} {problem.remedy}
          </p>
        ))}
      </div>
      <button type="button" className="quiet" aria-label="Close this note" onClick={onClose}>
        ✕
      </button>
    </div>
  )
}

function TraceWords({ report }: { readonly report: TraceReport }) {
  const lost = report.rows - report.kept
  return (
    <>
      <p>
        <b>{report.title}</b>, read as {report.format}: {formatCount(report.kept)} requests over{' '}
        {formatTime(report.duration)}
        {lost > 0 ? `, ${formatCount(lost)} of ${formatCount(report.rows)} rows dropped.` : ', every row kept.'}
      </p>
      {(report.dropped.length > 0 || report.notes.length > 0) && (
        <ul>
          {report.dropped.map(({ reason, rows, firstLine }) => (
            <li key={reason}>
              {formatCount(rows)}: {reason} (first in line {formatCount(firstLine)})
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
