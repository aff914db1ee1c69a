/**
 * Fits the forms of src/formulas/kernels to measured operators and writes what the catalogue ships:
 *
 *   npx tsx scripts/fit-kernels.ts [--keep] [FAMILY …]      LAB_DATA names the folder of the measurements
 *
 * --keep leaves parameters as they are and writes errors, bands and ranges again.
 *
 * Every second row of each device, family and kind is kept apart: its error is the one to believe. Parameters and errors are
 * written, rows never are. Deterministic; the output is read as data in the commit's diff.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, env } from 'node:process'
import { find } from '../src/catalog/find.ts'
import type { FitRecord, FitValues } from '../src/catalog/kernel-fits.ts'
import { models } from '../src/catalog/models.ts'
import { readTable } from '../src/fidelity/csv.ts'
import { deviceNamed, type FitDevice } from '../src/fidelity/devices.ts'
import { bandOf, errorStatistics, shareInside } from '../src/fidelity/errors.ts'
import { families } from '../src/fidelity/families/index.ts'
import { BadRow, type Family, type FileContext, type Reading } from '../src/fidelity/family.ts'
import { patternSearch } from '../src/kernel/pattern-search.ts'

const FOLDER = join(env.LAB_DATA ?? '../shared/data', 'kernels')
const FILE = 'src/catalog/kernel-fits.json'
const MOST_CALLS = 1500
const STARTS = [1, 1.06, 0.94]
/** Digits of a parameter: more than the data can tell. */
const DIGITS = 4

interface Row {
  readonly reading: Reading<unknown>
  readonly device: FitDevice
}

const isKept = argv.includes('--keep')
const wanted = argv.slice(2).filter((argument) => argument !== '--keep')
const before = JSON.parse(readFileSync(FILE, 'utf8')).fits as Record<string, Record<string, Record<string, FitRecord>>>
const fits = structuredClone(before)
for (const family of families) {
  if (wanted.length > 0 && !wanted.includes(family.id)) continue
  for (const [key, rows] of rowsOf(family)) {
    const [device, kind] = key.split('|')
    const known = fits[device]?.[family.id]?.[kind]
    const record = recordOf(family, rows, isKept && known ? known.values : null)
    fits[device] ??= {}
    fits[device][family.id] ??= {}
    fits[device][family.id][kind] = record
    const { median, p90, bias } = record.heldOut
    const share = (value: number) => `${(100 * value).toFixed(1)} %`
    console.log(
      `${device} ${family.id} ${kind}: ${rows.length} rows, held out ${share(median)} median, ${share(p90)} p90, ${share(bias)} bias`,
    )
  }
}
writeFileSync(FILE, `${JSON.stringify({ command: 'npx tsx scripts/fit-kernels.ts', fits }, null, 1)}\n`)

/** Usable rows of all files of a family, by device and kind. */
function rowsOf(family: Family): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>()
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.csv'))) {
    const table = readTable(readFileSync(join(FOLDER, name), 'utf8'))
    if (table === null || !family.columns.every((column) => table.columns.includes(column))) continue
    for (const { record } of table.rows) {
      try {
        const reading = family.read(record, contextOf(name))
        const device = deviceNamed(reading.device ?? name.split('_')[1])
        if (device === null) continue
        const key = `${device.id}|${reading.kind}`
        found.set(key, [...(found.get(key) ?? []), { reading, device }])
      } catch (error) {
        if (!(error instanceof BadRow)) throw error
      }
    }
  }
  return found
}

/** Files that name neither device nor model say both in their names: servingsim_rtx4090_llama31-8b_tp1_…. */
function contextOf(name: string): FileContext {
  const model = /llama31-8b/.test(name) ? find(models, 'llama-3.1-8b') : null
  return { model, tensor: Number(/_tp(\d+)_/.exec(name)?.[1] ?? 1) }
}

function recordOf(family: Family, rows: readonly Row[], kept: FitValues | null): FitRecord {
  const train = rows.filter((_, i) => i % 2 === 0)
  const test = rows.filter((_, i) => i % 2 === 1)
  const values = kept ?? fitted(family, train)
  const pairsOf = (some: readonly Row[]) =>
    some.map((row) => ({ measured: row.reading.measured, predicted: predict(family, row, values) }))
  const errorsOf = (some: readonly Row[]) => {
    const { rows: count, ...shares } = errorStatistics(pairsOf(some))
    return { rows: count, ...mapped(shares, share4) } as FitRecord['fitted']
  }
  const band = bandOf(pairsOf(train)).map(share4) as [number, number]
  return {
    values,
    fitted: errorsOf(train),
    heldOut: errorsOf(test),
    band,
    covered: share4(shareInside(pairsOf(test), band)),
    range: rangeOf(rows),
  }
}

function fitted(family: Family, train: readonly Row[]): FitValues {
  const valuesOf = (parameters: readonly number[]): FitValues =>
    Object.fromEntries(family.parameters.map(({ name }, i) => [name, parameters[i]]))
  const lossOf = (parameters: readonly number[]): number => {
    const values = valuesOf(parameters)
    let loss = 0
    for (const row of train)
      loss += Math.log1p(Math.abs(Math.log(predict(family, row, values) / row.reading.measured)) / family.scale)
    return loss / train.length
  }
  // Forms with ceilings have many shallow valleys: begun at several places, the deepest counts.
  const [found] = STARTS.map((factor) => {
    const parameters = family.parameters.map(({ start, least, most, ...rest }) => ({
      ...{ ...rest, least, most },
      start: Math.min(most, Math.max(least, start * factor)),
    }))
    return patternSearch(parameters, lossOf, MOST_CALLS)
  }).sort((one, other) => one.loss - other.loss)
  return valuesOf(found.values.map((value) => Number(value.toPrecision(DIGITS))))
}

function predict(family: Family, { reading, device }: Row, values: FitValues): number {
  return family.time(reading.shape, device, values)
}

/** Least and most of every size of the rows' shapes: beyond them a fit extrapolates. */
function rangeOf(rows: readonly Row[]): FitRecord['range'] {
  const range: Record<string, [number, number]> = {}
  for (const { reading } of rows) {
    for (const [size, value] of Object.entries(reading.shape as Record<string, unknown>)) {
      if (typeof value !== 'number') continue
      const known = range[size]
      range[size] = known ? [Math.min(known[0], value), Math.max(known[1], value)] : [value, value]
    }
  }
  return range
}

function share4(share: number): number {
  return Number(share.toFixed(4))
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
