/**
 * A family of measured operators: which rows it reads, the form that foretells their time, and the form's parameters. The same
 * definition is fitted by a script, used by `cli cost` on files nobody has seen, and shown on the page.
 */

import type { FitValues } from '../catalog/kernel-fits.ts'
import type { Model } from '../catalog/model.ts'
import type { Seconds } from '../kernel/units.ts'
import type { FitDevice } from './devices.ts'

/** A row as the file has it, by column. */
export type CsvRecord = Readonly<Record<string, string>>

/** What a family makes of a row. */
export interface Reading<Shape> {
  /** The device as the file names it; null where the file tells none. */
  readonly device: string | null
  /** Which of a device's fits: a dtype, a library. */
  readonly kind: string
  readonly shape: Shape
  readonly measured: Seconds
  /** What errors are grouped by beside device and kind. */
  readonly groups?: Readonly<Record<string, string>>
}

/** What a file may leave out, and a person adds. */
export interface FileContext {
  readonly model: Model | null
  /** Tensor-parallel ranks. */
  readonly tensor: number
}

export interface FitParameter {
  readonly name: string
  readonly start: number
  readonly least: number
  readonly most: number
}

export interface Family<Shape = unknown> {
  readonly id: string
  readonly title: string
  /** Columns that a file of this kind has, all of them. */
  readonly columns: readonly string[]
  /** Of the file's times, and of what is added to it. */
  readonly unit: 'ms' | 'us'
  readonly parameters: readonly FitParameter[]
  /** Where the fit holds, in words. */
  readonly validity: string
  /** Error that counts as half as bad again: fits weigh rows by log(1 + error / scale), so that outliers do not rule. */
  readonly scale: number
  /** Throws `BadRow` for a row that cannot be used. */
  read(record: CsvRecord, context: FileContext): Reading<Shape>
  time(shape: Shape, device: FitDevice, fit: FitValues): Seconds
}

/** A row that cannot be used, in words that follow its line number. */
export class BadRow extends Error {}

export const defineFamily = <Shape>(family: Family<Shape>): Family => family as Family

/** A number of a column; from `least` on, whole where asked. */
export function numberIn(record: CsvRecord, column: string, { least = 0, whole = false } = {}): number {
  const text = record[column]
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || value < least || (whole && !Number.isInteger(value)))
    throw new BadRow(
      `${column} is “${(text ?? '').slice(0, 20)}”, and a ${whole ? 'whole ' : ''}number from ${least} on is wanted`,
    )
  return value
}

/** A time in the file's unit, above 0, as seconds. */
export function timeIn(record: CsvRecord, column: string, unit: 'ms' | 'us'): Seconds {
  const value = numberIn(record, column)
  if (value <= 0) throw new BadRow(`${column} is ${value}, and a time above 0 is wanted`)
  return value / (unit === 'ms' ? 1e3 : 1e6)
}

/** Names that files use for a dtype. */
export function dtypeIn(record: CsvRecord, column: string): string {
  const text = (record[column] ?? '').toLowerCase()
  if (['bfloat16', 'bf16', 'float16', 'fp16', 'half', 'f16'].includes(text)) return 'bf16'
  if (/^(fp8|float8|e4m3|fp8_e4m3|w8a8_fp8)/.test(text) && text !== 'fp8_block') return 'fp8'
  if (['fp8_block', 'int8', 'w8a8', 'int4', 'w4a16', 'int8_wo', 'int4_wo', 'nvfp4', 'fp4', 'float32'].includes(text))
    return text
  throw new BadRow(
    `${column} is “${text.slice(0, 20)}”, which is no known dtype (bfloat16, fp8, fp8_block, int8, int4)`,
  )
}

export const bytesOf = (dtype: string): number =>
  dtype === 'float32' ? 4 : dtype === 'bf16' ? 2 : /4/.test(dtype) ? 0.5 : 1
