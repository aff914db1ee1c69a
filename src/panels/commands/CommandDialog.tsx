/** The box that finds and does: type, move with the arrow keys, Enter runs. A list of everything with its keys. */
import { type KeyboardEvent, useId, useState } from 'react'
import { useLab } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/words.ts'
import { actions } from './actions.ts'
import { type Command, matching } from './command.ts'
import { finds } from './finds.ts'
import './commands.css'

interface CommandDialogProps {
  readonly onClose: () => void
  /** Commands of the layout around the page: its dialogs. */
  readonly more: readonly Command[]
}

const MOST = 40

export function CommandDialog({ onClose, more }: CommandDialogProps) {
  const lab = useLab()
  const id = useId()
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const found = matching([...actions, ...more, ...finds(lab, query)], query).slice(0, MOST)
  const at = Math.min(place, found.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    // First the dialog gives the focus back, then the command may move it.
    onClose()
    setTimeout(() => command.run(lab))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') run(found[at])
    else if (event.key === 'ArrowDown') setPlace(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setPlace(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={say('Find or do')} onClose={onClose}>
      <input
        type="search"
        role="combobox"
        className="command-query"
        aria-label={say('Find a request, timeline, knob, figure or command')}
        placeholder={say('first preemption, request 42, token budget, export …')}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setPlace(0)
        }}
        onKeyDown={onKeyDown}
        // The attribute, which a dialog that opens looks for; React's own property focuses before it is open.
        ref={(element) => element?.setAttribute('autofocus', '')}
      />
      <div className="commands" role="listbox" id={`${id}-list`} aria-label={say('Found')}>
        {found.map((command, i) => (
          // The box keeps the focus: an option is never reached by tab.
          <button
            type="button"
            key={command.id}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => run(command)}
            onPointerMove={() => i !== at && setPlace(i)}
            ref={i === at ? keepInSight : undefined}
          >
            <span>{say(command.title)}</span> <small>{say(command.group)}</small>
            {command.keys && <kbd>{command.keys}</kbd>}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="note">{say('Nothing is called that. Try a word of its title.')}</p>}
    </Dialog>
  )
}

const keepInSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })
