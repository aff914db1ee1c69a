/** A file of measured operators: what it is, what the forms foretell of every row, and how far that is from what was measured. */

import { findFit } from '../catalog/kernel-fits.ts'
import type { Model } from '../catalog/model.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { Seconds } from '../kernel/units.ts'
import { type CsvTable, readTable } from './csv.ts'
import { deviceNamed, type FitDevice, knownDevices } from './devices.ts'
import { type ErrorStatistics, errorStatistics } from './errors.ts'
import { families } from './families/index.ts'
import { BadRow, type Family } from './family.ts'

export interface PredictedRow {
  readonly line: number
  readonly measured: Seconds
  readonly predicted: Seconds
  readonly groups: Readonly<Record<string, string>>
}

export interface PredictedFile {
  readonly family: Family
  readonly table: CsvTable
  /** One for every row of the table; null where it could not be used. */
  readonly rows: readonly (PredictedRow | null)[]
  readonly errors: ErrorStatistics
  /** `device=h100-sxm` and the like, each with its errors. */
  readonly groups: Readonly<Record<string, ErrorStatistics>>
  /** Rows left out, with the first line of each reason; and what extrapolates. */
  readonly notes: readonly string[]
}

export interface FileOptions {
  /** For files, or rows, that name no device. */
  readonly device?: FitDevice
  /** For files that name none. */
  readonly model?: Model
  readonly tensor?: number
}

/** `name` is what messages call it. */
export function predictFile(name: string, text: string, options: FileOptions = {}): Result<PredictedFile> {
  const table = readTable(text)
  if (table === null || table.columns.length < 2) return failure(empty(name))
  const family = families.find(({ columns }) => columns.every((column) => table.columns.includes(column)))
  if (family === undefined) return failure(unrecognised(name, table))
  if (table.rows.length === 0) return failure(noRows(name, family))
  return predictTable(name, { table, family }, options)
}

/** The same of a file that was read and has rows. */
export function predictTable(
  name: string,
  { table, family }: Pick<PredictedFile, 'table' | 'family'>,
  { device, model, tensor = 1 }: FileOptions = {},
): Result<PredictedFile> {
  const reasons = new Map<string, { rows: number; line: number }>()
  const extrapolated = new Set<string>()
  const rows = table.rows.map(({ line, record }): PredictedRow | null => {
    try {
      const reading = family.read(record, { model: model ?? null, tensor })
      const named = reading.device === null || reading.device === '' ? null : reading.device
      const on = named === null ? device : (deviceNamed(named) ?? device)
      if (on === undefined) throw new BadRow(named === null ? 'no device is named' : unknownDevice(named))
      const found = findFit(on.id, family.id, reading.kind)
      if (found === null) throw new BadRow(`nothing was fitted for ${family.title}`)
      if (found.device !== on.id || found.kind !== reading.kind)
        extrapolated.add(`${on.id} ${reading.kind} by the fit of ${found.device} ${found.kind}`)
      const predicted = family.time(reading.shape, on, found.record.values)
      return {
        line,
        measured: reading.measured,
        predicted,
        groups: { device: on.id, kind: reading.kind, ...reading.groups },
      }
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
      const known = reasons.get(error.message)
      if (known) known.rows++
      else reasons.set(error.message, { rows: 1, line })
      return null
    }
  })
  const used = rows.filter((row) => row !== null)
  if (used.length === 0) {
    const [[reason, { line }]] = [...reasons]
    return failure(noneUsable(name, family, `line ${line}: ${reason}`))
  }
  return success({
    family,
    table,
    rows,
    errors: errorStatistics(used),
    groups: grouped(used),
    notes: [
      ...[...reasons].map(
        ([reason, { rows: count, line }]) => `${count} left out, the first in line ${line}: ${reason}`,
      ),
      ...[...extrapolated].map((what) => `extrapolated: ${what}`),
    ],
  })
}

function grouped(rows: readonly PredictedRow[]): Readonly<Record<string, ErrorStatistics>> {
  const byGroup = new Map<string, PredictedRow[]>()
  for (const row of rows)
    for (const [name, value] of Object.entries(row.groups)) {
      const key = `${name}=${value}`
      const mine = byGroup.get(key)
      if (mine) mine.push(row)
      else byGroup.set(key, [row])
    }
  return Object.fromEntries([...byGroup].map(([key, mine]) => [key, errorStatistics(mine)]))
}

const unknownDevice = (name: string): string =>
  `the device “${name.slice(0, 30)}” is unknown (known: ${knownDevices()}; describe another with --device FILE.json)`

const formats = (): string => families.map(({ title, columns }) => `${title} (${columns.join(',')})`).join('; ')

const empty = (name: string): Problem => ({
  code: 'measurements-empty',
  message: `${name} is empty: no header with columns in it.`,
  remedy: `Use a CSV file of measured times: ${formats()}.`,
})

const unrecognised = (name: string, { columns }: CsvTable): Problem => ({
  code: 'measurements-unrecognised',
  message: `${name} is in none of the known formats: its columns are ${columns.slice(0, 12).join(', ')}.`,
  remedy: `Known are ${formats()}.`,
})

const noRows = (name: string, { title }: Family): Problem => ({
  code: 'measurements-no-rows',
  message: `${name} was recognised as ${title} and has a header but no rows.`,
  remedy: 'Give a file with at least one measured row.',
})

const noneUsable = (name: string, { title }: Family, why: string): Problem => ({
  code: 'measurements-unusable',
  message: `${name} was recognised as ${title}, and none of its rows can be used; ${why}.`,
  remedy: 'Mend the rows, or name the device with --gpu.',
})
