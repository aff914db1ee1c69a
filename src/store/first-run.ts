/**
 * The precomputed run that stands on the page before the worker has started, and how its windows are packed as JSON.
 * Times are kept as differences in microseconds, amounts as whole LEVELS of their largest (a chart of 122 pixels cannot show
 * more).
 */
import type { Experiment } from '../experiment/document.ts'
import type { Summary } from '../kernel/engine.ts'
import type { TrackInfo, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, Completed } from '../worker/api.ts'

/** Steps between nothing and the largest amount: one pixel of a high chart. A heatmap has fewer colours that can be told apart. */
const LEVELS = 250
const GRID_LEVELS = 24
const MICROSECOND = 1e-6

export interface FirstRun {
  readonly document: Experiment
  /** What it says of the regime that it means to show, beside a light that is red. */
  readonly regime: string
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
  /** `time`: differences in µs; `whole`: integers as they are; otherwise what one level is worth. */
  readonly as: 'time' | 'whole' | number
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
  const levels = window.kind === 'grid' ? GRID_LEVELS : LEVELS
  return Object.fromEntries(Object.entries(window).map(([name, value]) => [name, packValue(name, value, levels)]))
}

function packValue(name: string, value: unknown, levels: number): unknown {
  if (value instanceof Float64Array && timeColumns.has(name)) return packTimes(value)
  if (value instanceof Float64Array) return packAmounts('f64', value, levels)
  if (value instanceof Float32Array) return packAmounts('f32', value, levels)
  if (value instanceof Int32Array) return { $: 'i32', as: 'whole', v: Array.from(value) }
  if (value instanceof Uint8Array) return { $: 'u8', as: 'whole', v: Array.from(value) }
  return value
}

function packTimes(values: Float64Array): PackedArray {
  let before = 0
  const v = Array.from(values, (value) => {
    if (!Number.isFinite(value)) return null
    const at = Math.round(value / MICROSECOND)
    const difference = at - before
    before = at
    return difference
  })
  return { $: 'f64', as: 'time', v }
}

function packAmounts($: ArrayKind, values: Float32Array | Float64Array, levels: number): PackedArray {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  // Amounts that are small counts already (3 preemptions) stay exact.
  const level = largest === 0 || (largest <= levels && values.every(Number.isInteger)) ? 1 : largest / levels
  return { $, as: level, v: Array.from(values, (value) => (Number.isFinite(value) ? Math.round(value / level) : null)) }
}

function unpackWindow(packed: Record<string, unknown>): TrackWindow {
  const entries = Object.entries(packed).map(([name, value]) => [name, isPacked(value) ? unpackNumbers(value) : value])
  return Object.fromEntries(entries) as TrackWindow
}

const isPacked = (value: unknown): value is PackedArray => typeof value === 'object' && value !== null && '$' in value

function unpackNumbers({ $, as, v }: PackedArray): Float64Array | Float32Array | Int32Array | Uint8Array {
  const numbers = v.map((value) => value ?? Number.NaN)
  const values = as === 'time' ? summed(numbers) : as === 'whole' ? numbers : numbers.map((value) => value * as)
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
