/** The notes of the charts above, each with a thin line up to its moment; on narrow charts as numbers, with the sentences below them. */
import type { ChartView } from '../chart.ts'
import { type ChartNote, layNotes } from './lay.ts'
import './notes.css'

interface NotesLaneProps {
  readonly view: Pick<ChartView, 't0' | 't1'>
  readonly notes: readonly ChartNote[]
  readonly label: string
}

export function NotesLane({ view, notes, label }: NotesLaneProps) {
  const laid = layNotes(notes, view.t0, view.t1)
  if (laid.length === 0) return null
  return (
    <div className="track notes-lane">
      <div className="shell" />
      <div className="plot-column">
        <div className="note-flags" aria-hidden="true">
          {laid.map(({ number, flag }) => (
            <span key={number} className="num" style={{ left: `${flag * 100}%` }}>
              {number}
            </span>
          ))}
        </div>
        <ul aria-label={label}>
          {laid.map(({ note, number, x, side }) => (
            <li
              key={number}
              data-side={side}
              style={{ '--x': `${x * 100}%`, '--number': number } as React.CSSProperties}
            >
              <i aria-hidden="true" />
              <span>
                <b className="note-number num" aria-hidden="true">
                  {number}
                </b>
                {note.arm && <b style={{ color: `var(--arm-${note.arm.place})` }}>{note.arm.label}: </b>}
                {note.words}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
