/**
 * Reader of delimited files with a header, shared by every CSV format: which column is what comes in, an arrival table comes out.
 *
 * Times are numbers in a unit, or civil dates; the first row with a time of either kind decides for the file.
 */
import { ArrivalTableBuilder, createRawRow } from '../arrival-table.ts'
import type { TraceReader } from '../arrivals.ts'
import { createCivilClock, TICKS_PER_SECOND } from '../civil-time.ts'
import { parseDecimal } from '../decimal.ts'
import { fieldsOf, MOST_COLUMNS, separatorOf, splitFields } from '../delimited.ts'
import { createLineSplitter } from '../lines.ts'
import { createPrefixBlocks, PREFIX_BLOCK } from './prefix-blocks.ts'
import { priorityOf } from './priority-names.ts'

/** Column numbers; −1 where the file has none. */
export interface CsvColumns {
  readonly time: number
  readonly promptTokens: number
  readonly outputTokens: number
  readonly priority: number
  /** Name of a shared prefix, and how many tokens of the prompt it covers. */
  readonly prefix: number
  readonly prefixTokens: number
  /** Units of a numeric time in a second. */
  readonly unitsPerSecond: number
  readonly notes: readonly string[]
}

export interface CsvFormat {
  readonly id: string
  /** The columns of a header, null where it is not this format's. */
  columnsOf(header: readonly string[]): CsvColumns | null
}

/** The header of a file's beginning: its first line that is not blank, in fields. */
export function headerOf(head: string): readonly string[] {
  const line =
    head
      .replace(/^\uFEFF/, '')
      .split('\n', 64)
      .find((text) => text.trim() !== '') ?? ''
  return fieldsOf(line, separatorOf(line))
}

export function createCsvReader(format: CsvFormat): TraceReader {
  let builder = new ArrivalTableBuilder({ contentBlock: 0, classes: 'none' })
  const row = createRawRow()
  const bounds = new Int32Array(2 * MOST_COLUMNS)
  const civil = createCivilClock()
  const prefixes = createPrefixBlocks()
  let separator = ','
  let columns: CsvColumns | null = null
  let columnCount = 0 // of the header; 0 before it
  let clock: 'numbers' | 'dates' | null = null

  const timeOf = (line: string, field: number): number => {
    const start = bounds[2 * field]
    const end = bounds[2 * field + 1]
    const number = clock === 'dates' ? Number.NaN : parseDecimal(line, start, end)
    if (!Number.isNaN(number) || clock === 'numbers') {
      if (!Number.isNaN(number)) clock = 'numbers'
      return number
    }
    const ticks = civil(line.slice(start, end))
    if (!Number.isNaN(ticks)) clock = 'dates'
    return ticks
  }
  const numberIn = (line: string, field: number): number => parseDecimal(line, bounds[2 * field], bounds[2 * field + 1])
  const textIn = (line: string, field: number): string => line.slice(bounds[2 * field], bounds[2 * field + 1])

  const lines = createLineSplitter({
    line(text, number) {
      if (text.trim() === '') return
      if (columnCount === 0) {
        separator = separatorOf(text)
        const header = fieldsOf(text, separator)
        columns = format.columnsOf(header)
        columnCount = header.length
        if (columns !== null) {
          builder = new ArrivalTableBuilder({
            contentBlock: columns.prefix < 0 ? 0 : PREFIX_BLOCK,
            classes: columns.priority < 0 ? 'none' : 'by-row',
          })
        }
        return
      }
      const fieldCount = splitFields(text, separator, bounds)
      if (columns === null) return builder.drop(number, 'the header names no known columns')
      if (fieldCount !== columnCount) return builder.drop(number, `not ${columnCount} columns`)
      row.line = number
      row.time = timeOf(text, columns.time)
      row.promptTokens = numberIn(text, columns.promptTokens)
      row.outputTokens = numberIn(text, columns.outputTokens)
      row.priority = columns.priority < 0 ? 0 : priorityOf(textIn(text, columns.priority))
      row.idCount = 0
      if (columns.prefix >= 0) {
        const tokens = Math.min(row.promptTokens, numberIn(text, columns.prefixTokens))
        row.ids = prefixes.idsOf(textIn(text, columns.prefix), tokens)
        row.idCount = Math.min(row.ids.length, Math.floor(tokens / PREFIX_BLOCK)) || 0
      }
      builder.add(row)
    },
    tooLong: (number) => builder.drop(number, 'line is over 1,000,000 characters'),
  })

  return {
    push: (text) => lines.push(text),
    end() {
      lines.end()
      return builder.end({
        format: format.id,
        unitsPerSecond: clock === 'dates' ? TICKS_PER_SECOND : (columns?.unitsPerSecond ?? 1),
        notes: columns?.notes ?? [],
      })
    },
  }
}
