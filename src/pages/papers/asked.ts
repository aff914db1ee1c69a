/** Which papers the list shows: words to find and one value a filter, as they stand in the address. */
import type { Family, ListedPaper } from '../../content/papers/paper.ts'
import type { Named, StoredLine } from '../../experiment/referee/stored.ts'

export interface Asked {
  readonly search: string
  /** Empty: all of them. */
  readonly family: Family | ''
  /** An outcome; `runs` of those that are not judged yet, `planned` of those that do not run. */
  readonly state: string
  /** A definition, `role/id`. */
  readonly mechanism: string
  readonly hardware: string
}

export const NOTHING: Asked = { search: '', family: '', state: '', mechanism: '', hardware: '' }

/** What follows the `?`; names that it does not know are left out. */
export function readAsked(text: string): Asked {
  const entries = new URLSearchParams(text)
  const known = Object.keys(NOTHING).map((key) => [key, entries.get(key) ?? ''])
  return Object.fromEntries(known) as unknown as Asked
}

export function writeAsked(asked: Asked): string {
  const entries = Object.entries(asked).filter(([, value]) => value !== '')
  return new URLSearchParams(entries).toString()
}

export interface Row extends ListedPaper {
  /** What was stored of it; null of what is not judged. */
  readonly line: StoredLine | null
  readonly isRunning: boolean
}

export const stateOf = ({ line, isRunning }: Pick<Row, 'line' | 'isRunning'>): string =>
  line?.state ?? (isRunning ? 'runs' : 'planned')

export function isAskedFor(row: Row, { search, family, state, mechanism, hardware }: Asked): boolean {
  const { id, title, arxiv = '', line } = row
  return (
    `${id} ${title} ${arxiv}`.toLowerCase().includes(search.trim().toLowerCase()) &&
    (family === '' || row.family === family) &&
    (state === '' || stateOf(row) === state) &&
    (mechanism === '' || (line?.decides ?? []).some((one) => one.id === mechanism)) &&
    (hardware === '' || line?.hardware?.id === hardware)
  )
}

/** What there is to choose from, each once, by title. */
export function optionsIn(rows: readonly Row[]) {
  const named = (all: readonly Named[]): readonly Named[] =>
    [...new Map(all.map((one) => [one.id, one])).values()].toSorted((a, b) => (a.title < b.title ? -1 : 1))
  return {
    states: [...new Set(rows.map(stateOf))].toSorted(),
    mechanisms: named(rows.flatMap(({ line }) => line?.decides ?? [])),
    hardware: named(rows.flatMap(({ line }) => (line?.hardware ? [line.hardware] : []))),
  }
}
