/** Notes on time: each with its moment to go to, its words, and a way to take it away. They are saved in the link. */
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { addNote, type KeyedNote, MOST_NOTES, notesOf, removeNote, writeNote } from '../../store/notes.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function NotesPanel() {
  const { document, view } = useLab()
  const notes = useDocument((state) => state.document.view?.notes)
  const list = notes === undefined ? [] : notesOf(document.getState())
  return (
    <section aria-labelledby="notes-title" className="notes">
      <h2 id="notes-title">{say('Notes')}</h2>
      {list.length > 0 && (
        <ul>
          {list.map((note) => (
            <NoteLine key={note.key} note={note} />
          ))}
        </ul>
      )}
      <button
        type="button"
        className="add"
        disabled={list.length >= MOST_NOTES}
        onClick={() => addNote(document.getState(), view.getState())}
      >
        {list.length < MOST_NOTES
          ? say('+ Note at this moment or range')
          : say('{n} notes are the most that a link keeps', { n: MOST_NOTES })}
      </button>
    </section>
  )
}

function NoteLine({ note }: { readonly note: KeyedNote }) {
  const { document, view } = useLab()
  const { key, at, until, words } = note
  const when = until === undefined ? formatMoment(at) : `${formatMoment(at)} – ${formatMoment(until)}`
  return (
    <li>
      <button
        type="button"
        className="citation num"
        onClick={() => {
          view.getState().point(null)
          view.getState().goTo(at)
          view.getState().select(until === undefined ? null : [at, until])
        }}
      >
        {when}
      </button>
      <input
        type="text"
        aria-label={say('Words of the note at {when}', { when })}
        placeholder={say('What happens here?')}
        maxLength={200}
        value={words}
        onChange={(event) => writeNote(document.getState(), note, event.target.value)}
      />
      <button
        type="button"
        className="quiet"
        aria-label={say('Remove the note at {when}', { when })}
        onClick={() => removeNote(document.getState(), key)}
      >
        ✕
      </button>
    </li>
  )
}
