/**
 * Trace formats that are delimited files with a header: which column is what comes in, an arrival table comes out.
 *
 * Times are numbers in a unit, or civil dates; the first row with a time of either kind decides for the file.
 */

import { ArrivalTableBuilder, createRawRow } from '../arrival-table.ts'
import type { ArrivalTable, TraceReader } from '../arrivals.ts'
import { createCivilClock, TICKS_PER_SECOND } from '../civil-time.ts'
import { parseDecimal } from '../decimal.ts'
import { createDelimitedReader, type DelimitedRow, fieldOf } from '../delimited-rows.ts'
import type { IncomingKind } from '../incoming/kind.ts'
import { createPrefixBlocks, PREFIX_BLOCK } from './prefix-blocks.ts'
import { priorityOf } from './priority-names.ts'
import { defineTraceFormat, type IncomingTrace } from './trace-format.ts'

/** Column numbers. */
export interface CsvColumns {
  readonly time: number
  readonly promptTokens: number
  readonly outputTokens: number
  readonly priority?: number
  /** Name of a shared prefix, and how many tokens of the prompt it covers. */
  readonly prefix?: { readonly name: number; readonly tokens: number }
  /** Units of a numeric time in a second; 1 where absent. */
  readonly unitsPerSecond?: number
  readonly notes?: readonly string[]
}

export interface CsvFormat {
  readonly id: string
  readonly title: string
  readonly isGeneral?: true
  /** The columns of a header, null where it is not this format's. */
  columnsOf(header: readonly string[]): CsvColumns | null
  write?(table: ArrivalTable): string
}

export const defineCsvFormat = ({ columnsOf, ...format }: CsvFormat): IncomingKind<IncomingTrace> =>
  defineTraceFormat({
    ...format,
    recognises: ({ fields }) => columnsOf(fields) !== null,
    read: () => createCsvReader(columnsOf),
  })

/** The columns of a header that is exactly this one, whatever its capitals. */
export const exactly =
  (header: string, columns: CsvColumns): CsvFormat['columnsOf'] =>
  (fields) =>
    fields.join().toLowerCase() === header.toLowerCase() ? columns : null

function createCsvReader(columnsOf: CsvFormat['columnsOf']): TraceReader {
  let builder = new ArrivalTableBuilder({ contentBlock: 0, classes: 'none' })
  const raw = createRawRow()
  const civil = createCivilClock()
  const prefixes = createPrefixBlocks()
  let columns: CsvColumns | null = null
  let columnCount = 0 // of the header
  let clock: 'numbers' | 'dates' | null = null

  const timeOf = (row: DelimitedRow, field: number): number => {
    const number = clock === 'dates' ? Number.NaN : numberOf(row, field)
    if (!Number.isNaN(number) || clock === 'numbers') {
      if (!Number.isNaN(number)) clock = 'numbers'
      return number
    }
    const ticks = civil(fieldOf(row, field))
    if (!Number.isNaN(ticks)) clock = 'dates'
    return ticks
  }

  const rows = createDelimitedReader({
    header(header) {
      columns = columnsOf(header)
      columnCount = header.length
      if (columns === null) return
      builder = new ArrivalTableBuilder({
        contentBlock: columns.prefix === undefined ? 0 : PREFIX_BLOCK,
        classes: columns.priority === undefined ? 'none' : 'by-row',
      })
    },
    row(row) {
      if (columns === null) return builder.drop(row.number, 'the header names no known columns')
      if (row.fieldCount !== columnCount) return builder.drop(row.number, `not ${columnCount} columns`)
      raw.line = row.number
      raw.time = timeOf(row, columns.time)
      raw.promptTokens = numberOf(row, columns.promptTokens)
      raw.outputTokens = numberOf(row, columns.outputTokens)
      raw.priority = columns.priority === undefined ? 0 : priorityOf(fieldOf(row, columns.priority))
      raw.idCount = 0
      if (columns.prefix !== undefined) {
        const tokens = Math.min(raw.promptTokens, numberOf(row, columns.prefix.tokens))
        raw.ids = prefixes.idsOf(fieldOf(row, columns.prefix.name), tokens)
        raw.idCount = Math.min(raw.ids.length, Math.floor(tokens / PREFIX_BLOCK)) || 0
      }
      builder.add(raw)
    },
    tooLong: (number) => builder.drop(number, 'line is over 1,000,000 characters'),
  })

  return {
    push: (text) => rows.push(text),
    end() {
      rows.end()
      return builder.end({
        unitsPerSecond: clock === 'dates' ? TICKS_PER_SECOND : (columns?.unitsPerSecond ?? 1),
        notes: columns?.notes ?? [],
      })
    },
  }
}

const numberOf = ({ line, bounds }: DelimitedRow, field: number): number =>
  parseDecimal(line, bounds[2 * field], bounds[2 * field + 1])
