/** Keys that walk the rows of a table, one stop of the Tab key for all of them. */
interface Stand {
  readonly row: number
  readonly last: number
  /** Rows that fit into what can be seen. */
  readonly page: number
}

/** The row that a key leads to, the same one at an end; null for keys that mean something else. */
export function rowAfter(key: string, { row, last, page }: Stand): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -last,
    End: last,
  }
  return Object.hasOwn(steps, key) ? Math.max(0, Math.min(last, row + steps[key])) : null
}
