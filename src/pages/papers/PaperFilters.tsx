/** What the list of papers is narrowed to: a field to type in and four lists to choose from. */
import { useEffect, useState } from 'react'
import type { Family } from '../../content/papers/paper.ts'
import { say } from '../../ui/words.ts'
import { type Asked, NOTHING, type optionsIn } from './asked.ts'
import { STATES } from './verdict-words.ts'

interface PaperFiltersProps {
  readonly asked: Asked
  readonly families: readonly (readonly [Family, string])[]
  readonly options: ReturnType<typeof optionsIn>
  readonly onAsk: (asked: Asked) => void
}

const WORDS: Readonly<Record<string, () => string>> = {
  ...STATES,
  runs: () => say('Runs, not judged yet'),
  planned: () => say('Planned'),
}
/** A state that nobody knows, which an address may name, stands as it is. */
export const stateWords = (state: string): string => WORDS[state]?.() ?? state

export function PaperFilters({ asked, families, options, onAsk }: PaperFiltersProps) {
  const isAsking = Object.values(asked).some((value) => value !== '')
  const named = (all: readonly { readonly id: string; readonly title: string }[]) =>
    all.map(({ id, title }) => [id, say(title)] as const)
  return (
    <search className="paper-filters">
      <SearchField asked={asked} onAsk={onAsk} />
      <Filter
        label={say('Family')}
        value={asked.family}
        options={families.map(([id, title]) => [id, say(title)])}
        onChange={(family) => onAsk({ ...asked, family: family as Family | '' })}
      />
      <Filter
        label={say('Verdict')}
        value={asked.state}
        options={options.states.map((state) => [state, stateWords(state)])}
        onChange={(state) => onAsk({ ...asked, state })}
      />
      <Filter
        label={say('Mechanism')}
        value={asked.mechanism}
        options={named(options.mechanisms)}
        onChange={(mechanism) => onAsk({ ...asked, mechanism })}
      />
      <Filter
        label={say('Hardware')}
        value={asked.hardware}
        options={named(options.hardware)}
        onChange={(hardware) => onAsk({ ...asked, hardware })}
      />
      {isAsking && (
        <button type="button" className="quiet" onClick={() => onAsk(NOTHING)}>
          {say('Show all')}
        </button>
      )}
    </search>
  )
}

/** The address follows when the typing rests: browsers refuse to change it with every key. */
const PAUSE = 300 // ms

function SearchField({ asked, onAsk }: Pick<PaperFiltersProps, 'asked' | 'onAsk'>) {
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => {
      onAsk({ ...asked, search: typed })
      setTyped(null)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed, asked, onAsk])
  return (
    <label>
      {say('Search')}{' '}
      <input type="text" value={typed ?? asked.search} onChange={(event) => setTyped(event.currentTarget.value)} />
    </label>
  )
}

interface FilterProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChange: (value: string) => void
}

function Filter({ label, value, options, onChange }: FilterProps) {
  const isKnown = value === '' || options.some(([one]) => one === value)
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{say('All')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
