/**
 * The precomputed run that stands on the page before the worker has started, and how its windows are packed as JSON.
 * Arrays are kept as numbers of SIGNIFICANT digits, starts as differences in microseconds: 1,000 rows of 8 tracks
 * deflate to less than 30 KB, and a chart of 122 pixels cannot show the fourth digit.
 */
import type { Experiment } from '../experiment/document.ts'
import type { Summary } from '../kernel/engine.ts'
import type { TrackInfo, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, Completed } from '../worker/api.ts'

const SIGNIFICANT = 3
const MICROSECOND = 1e-6

export interface FirstRun {
  readonly document: Experiment
  readonly completed: Completed
  readonly tracks: Readonly<Record<ArmKey, readonly TrackInfo[]>>
  readonly summaries: Readonly<Record<ArmKey, Summary>>
  readonly windows: readonly { readonly arm: ArmKey; readonly track: string; readonly window: TrackWindow }[]
  /** End of the run. */
  readonly extent: Seconds
}

type ArrayKind = 'f64' | 'f32' | 'i32' | 'u8'
interface PackedArray {
  readonly $: ArrayKind
  /** `time`: differences in µs; `value`: as they are. */
  readonly as: 'time' | 'value'
  /** JSON has no NaN: missing is null. */
  readonly v: readonly (number | null)[]
}
export type PackedFirstRun = Omit<FirstRun, 'windows'> & {
  readonly windows: readonly {
    readonly arm: ArmKey
    readonly track: string
    readonly window: Record<string, unknown>
  }[]
}

/** Columns that hold times, ascending or close to it: differences are small numbers. */
const timeColumns = new Set(['start', 'end'])

export function packFirstRun(run: FirstRun): PackedFirstRun {
  return { ...run, windows: run.windows.map((one) => ({ ...one, window: packWindow(one.window) })) }
}

export function unpackFirstRun(packed: PackedFirstRun): FirstRun {
  return { ...packed, windows: packed.windows.map((one) => ({ ...one, window: unpackWindow(one.window) })) }
}

function packWindow(window: TrackWindow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(window).map(([name, value]) => [name, packValue(name, value)]))
}

function packValue(name: string, value: unknown): unknown {
  if (value instanceof Float64Array) return packNumbers('f64', timeColumns.has(name) ? 'time' : 'value', value)
  if (value instanceof Float32Array) return packNumbers('f32', 'value', value)
  if (value instanceof Int32Array) return packNumbers('i32', 'value', value)
  if (value instanceof Uint8Array) return packNumbers('u8', 'value', value)
  return value
}

function packNumbers($: ArrayKind, as: 'time' | 'value', values: ArrayLike<number>): PackedArray {
  let before = 0
  const v = Array.from(values, (value) => {
    if (!Number.isFinite(value)) return null
    if (as === 'value') return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT))
    const at = Math.round(value / MICROSECOND)
    const difference = at - before
    before = at
    return difference
  })
  return { $, as, v }
}

function unpackWindow(packed: Record<string, unknown>): TrackWindow {
  const entries = Object.entries(packed).map(([name, value]) => [name, isPacked(value) ? unpackNumbers(value) : value])
  return Object.fromEntries(entries) as TrackWindow
}

const isPacked = (value: unknown): value is PackedArray => typeof value === 'object' && value !== null && '$' in value

function unpackNumbers({ $, as, v }: PackedArray): Float64Array | Float32Array | Int32Array | Uint8Array {
  const numbers = v.map((value) => value ?? Number.NaN)
  const values = as === 'value' ? numbers : summed(numbers)
  switch ($) {
    case 'f64':
      return Float64Array.from(values)
    case 'f32':
      return Float32Array.from(values)
    case 'i32':
      return Int32Array.from(values)
    case 'u8':
      return Uint8Array.from(values)
  }
}

function summed(differences: readonly number[]): number[] {
  let at = 0
  return differences.map((difference) => {
    at += difference
    return at * MICROSECOND
  })
}
