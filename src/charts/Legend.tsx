/** The legend is the filter: a click switches a series off and on, a double click leaves only it. Counts stay readable. */
import { say } from '../ui/words.ts'
import type { LegendEntry } from './chart.ts'

export interface LegendProps {
  readonly entries: readonly LegendEntry[]
  readonly hidden: ReadonlySet<string>
  readonly onHidden: (hidden: ReadonlySet<string>) => void
}

export function Legend({ entries, hidden, onHidden }: LegendProps) {
  if (entries.length === 0) return null
  const toggle = (name: string): void => {
    const next = new Set(hidden)
    if (!next.delete(name)) next.add(name)
    onHidden(next)
  }
  const isolate = (name: string): void => {
    const others = entries.filter((entry) => entry.name !== name).map((entry) => entry.name)
    const isAlone = others.every((other) => hidden.has(other)) && !hidden.has(name)
    onHidden(new Set(isAlone ? [] : others))
  }
  return (
    <ul className="legend" aria-label={say('Series shown')}>
      {entries.map((entry) => (
        <li key={entry.name}>
          <button
            type="button"
            aria-pressed={!hidden.has(entry.name)}
            title={say('Click: hide or show. Double click: only {name}.', { name: entry.label ?? entry.name })}
            onClick={() => toggle(entry.name)}
            onDoubleClick={() => isolate(entry.name)}
          >
            <Swatch entry={entry} />
            {say(entry.label ?? entry.name)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Swatch({ entry }: { readonly entry: LegendEntry }) {
  return (
    <svg className="keeps-colour" width={entry.line === undefined ? 9 : 16} height="9" aria-hidden="true">
      {entry.line === undefined ? (
        <>
          <rect
            x="0.5"
            y="0.5"
            width="8"
            height="8"
            rx="1.5"
            fill={entry.colour}
            stroke={entry.edge ?? entry.colour}
            strokeWidth="1"
          />
          {entry.isHatched && <path d="M1 8 8 1M-1 4 4 -1M5 10l5 -5" stroke="var(--ground)" strokeWidth="1.5" />}
        </>
      ) : (
        <line x1="0" x2="16" y1="4.5" y2="4.5" stroke={entry.colour} strokeWidth={entry.line} />
      )}
    </svg>
  )
}
