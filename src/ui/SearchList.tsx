/** A box to type in and a list of what is found: arrow keys move, Enter takes, and the box keeps the focus. */
import { type KeyboardEvent, useId, useState } from 'react'
import { say } from './words.ts'
import './search-list.css'

export interface Found {
  readonly id: string
  readonly title: string
  /** Beside the title. */
  readonly note: string
  readonly keys?: string
}

interface SearchListProps<T extends Found> {
  readonly label: string
  readonly placeholder: string
  /** What a query finds, best first. */
  readonly find: (query: string) => readonly T[]
  readonly onTake: (found: T) => void
}

export function SearchList<T extends Found>({ label, placeholder, find, onTake }: SearchListProps<T>) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const found = find(query)
  const at = Math.min(place, found.length - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') found[at] && onTake(found[at])
    else if (event.key === 'ArrowDown') setPlace(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setPlace(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        type="search"
        role="combobox"
        className="search-query"
        aria-label={label}
        placeholder={placeholder}
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
      <div className="search-list" role="listbox" id={`${id}-list`} aria-label={say('Found')}>
        {found.map((one, i) => (
          // The box keeps the focus: an option is never reached by tab.
          <button
            type="button"
            key={one.id}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => onTake(one)}
            onPointerMove={() => i !== at && setPlace(i)}
            ref={i === at ? keepInSight : undefined}
          >
            <span>{say(one.title)}</span> <small>{say(one.note)}</small>
            {one.keys && <kbd>{one.keys}</kbd>}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="note">{say('Nothing is called that. Try a word of its title.')}</p>}
    </>
  )
}

const keepInSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })
