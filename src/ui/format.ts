/**
 * Numbers as people read them: one unit an axis, fixed significant digits so that figures do not jump, always the same width
 * in tabular figures. Memory is decimal (GB) unless the reader asked for GiB; bandwidth is always decimal.
 * Without Intl: the same text in every browser and in Node.
 */
import type { Bytes, Fraction, Seconds } from '../kernel/units.ts'

export type MemoryUnit = 'GB' | 'GiB'

/** A unit that an axis or a text sticks to: value / size, followed by the name. */
export interface UnitStep {
  readonly size: number
  readonly name: string
}

const timeSteps: readonly UnitStep[] = [
  { size: 1, name: 's' },
  { size: 1e-3, name: 'ms' },
  { size: 1e-6, name: 'µs' },
  { size: 1e-9, name: 'ns' },
]
const decimalSteps: readonly UnitStep[] = [
  { size: 1e15, name: 'P' },
  { size: 1e12, name: 'T' },
  { size: 1e9, name: 'G' },
  { size: 1e6, name: 'M' },
  { size: 1e3, name: 'k' },
  { size: 1, name: '' },
]
const binarySteps: readonly UnitStep[] = [
  { size: 2 ** 40, name: 'Ti' },
  { size: 2 ** 30, name: 'Gi' },
  { size: 2 ** 20, name: 'Mi' },
  { size: 2 ** 10, name: 'Ki' },
  { size: 1, name: '' },
]

/** What stands for a figure that is not known. */
export const unknownFigure = '–'

/** `41.3 ms`, `12.5 s`, `1 min 40 s` past two minutes, `2 h 5 min` past two hours. */
export function formatTime(time: Seconds, digits = 3): string {
  if (!Number.isFinite(time)) return unknownFigure
  if (time === 0) return '0 s'
  if (Math.abs(time) >= 120) return formatLongTime(time)
  const step = stepFor(timeSteps, Math.abs(time), digits)
  return `${significant(time / step.size, digits)} ${step.name}`
}

/**
 * A moment of the run, in seconds with as many decimals as `resolution` (seconds a pixel) can tell apart: `12.48 s`. One that would read
 * as 0 and is not has a unit of its own: a run of look-ups is over within a millisecond.
 */
export function formatMoment(time: Seconds, resolution: Seconds = 0.01): string {
  if (!Number.isFinite(time)) return unknownFigure
  let decimals = 0
  for (let grain = 1; grain > resolution * 1.0001 && decimals < 6; grain /= 10) decimals++
  const text = time.toFixed(decimals)
  return time !== 0 && Number(text) === 0 ? formatTime(time) : `${grouped(text)} s`
}

/** Whole below a million (`61,440`), then `1.25 M`; fractions with three digits (`2.7`). */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return unknownFigure
  if (Math.abs(value) >= 1e6) return formatSi(value, '')
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return grouped(value.toFixed(0))
  return trimmed(significant(value, 3))
}

/** `80 GB`, or `74.5 GiB` where asked. */
export function formatBytes(bytes: Bytes, unit: MemoryUnit = 'GB'): string {
  if (!Number.isFinite(bytes)) return unknownFigure
  const step = stepFor(unit === 'GiB' ? binarySteps : decimalSteps, Math.abs(bytes), 3)
  return `${trimmed(significant(bytes / step.size, 3))} ${step.name}B`
}

/** SI prefix before a unit: `989 TFLOP/s`, `4.2 k`. */
export function formatSi(value: number, unit: string): string {
  if (!Number.isFinite(value)) return unknownFigure
  const step = stepFor(decimalSteps, Math.abs(value), 3)
  return `${trimmed(significant(value / step.size, 3))} ${step.name}${unit}`.trimEnd()
}

/** `97.2 %`; no decimal at 0 and 100. */
export function formatPercent(share: Fraction, decimals = 1): string {
  if (!Number.isFinite(share)) return unknownFigure
  const text = (share * 100).toFixed(decimals)
  return `${share === 0 || share === 1 ? (share * 100).toFixed(0) : text} %`
}

/** A difference against a baseline: `+14 %`, `−29 %`, `same` below half a per cent, `×57` from ten times as much on. */
export function formatDifference(value: number, baseline: number): string {
  if (!Number.isFinite(value) || !Number.isFinite(baseline)) return unknownFigure
  if (value === baseline) return 'same'
  if (baseline === 0) return signed(formatCount(Math.abs(value)), value)
  const share = (value - baseline) / Math.abs(baseline)
  if (Math.abs(share) < 0.005) return 'same'
  if (baseline > 0 && share >= 9) return `×${significant(value / baseline, 2)}`
  return signed(`${grouped((Math.abs(share) * 100).toFixed(0))} %`, share)
}

/** `812 tok/s`, `4.0 /s` where the unit is empty. */
export function formatRate(perSecond: number, unit: string): string {
  if (!Number.isFinite(perSecond)) return unknownFigure
  const figure = Math.abs(perSecond) >= 1e6 ? formatSi(perSecond, '') : formatCount(roundTo(perSecond, 3))
  return `${figure} ${unit === 'tokens' ? 'tok' : unit}/s`
}

/**
 * A value of a track in the track's own unit. Seconds scale to ms, bytes to GB, fractions to per cent; anything else is a
 * count followed by the unit.
 */
export function formatQuantity(value: number, unit: string, memory: MemoryUnit = 'GB'): string {
  if (unit === 's' || unit === 'seconds') return formatTime(value)
  if (unit === 'B' || unit === 'bytes') return formatBytes(value, memory)
  if (unit === 'fraction') return formatPercent(value)
  if (unit === 'B/s' || unit === 'FLOP/s' || unit === 'W' || unit === 'J') return formatSi(value, unit)
  const short = unit === 'tokens' ? 'tok' : unit
  // A count is told as it was counted: 12,345 preemptions are not 12,350.
  return `${formatCount(Number.isInteger(value) ? value : roundTo(value, 4))} ${short}`.trimEnd()
}

/** One unit for a whole axis: the step that suits its largest value. */
export function axisUnit(largest: number, unit: string, memory: MemoryUnit = 'GB'): UnitStep {
  if (unit === 's' || unit === 'seconds') return stepFor(timeSteps, largest, 3)
  if (unit === 'B' || unit === 'bytes') {
    const step = stepFor(memory === 'GiB' ? binarySteps : decimalSteps, largest, 3)
    return { size: step.size, name: `${step.name}B` }
  }
  if (unit === 'fraction') return { size: 0.01, name: '%' }
  // Counts are read best whole, as long as they fit beside the plot: "8,000", then "20 k".
  if (largest < 10_000) return { size: 1, name: '' }
  return stepFor(decimalSteps, largest, 3)
}

/** How to write figures that stand side by side: all in one unit, named once. */
export interface SharedUnit {
  readonly name: string
  figure(value: number): string
}

/** The unit that suits the largest of the figures: 97 ms beside 5.48 s are 0.097 and 5.48 s. */
export function sharedUnit(values: readonly number[], unit: string, memory: MemoryUnit = 'GB'): SharedUnit {
  // Of nothing but zeros the base unit: not 0 ns.
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite)) || 1
  if (unit === 'fraction') return { name: '%', figure: (share) => trimmed((share * 100).toFixed(1)) }
  const isTime = unit === 's' || unit === 'seconds'
  const isMemory = unit === 'B' || unit === 'bytes'
  const isScaled = isTime || isMemory || ['B/s', 'FLOP/s', 'W', 'J'].includes(unit)
  if (!isScaled)
    return {
      name: unit === 'tokens' ? 'tok' : unit,
      figure: (value) => formatCount(Number.isInteger(value) ? value : roundTo(value, 4)),
    }
  const step = isTime || isMemory ? axisUnit(largest, unit, memory) : stepFor(decimalSteps, largest, 3)
  return {
    name: isTime || isMemory ? step.name : `${step.name}${unit}`,
    figure: (value) => (Number.isFinite(value) ? trimmed(significant(value / step.size, 3)) : unknownFigure),
  }
}

/** `digits` significant digits without an exponent: 41.3, 0.0413, 413. Four digits before the point stay whole: 4130. */
export function significant(value: number, digits: number): string {
  if (value === 0) return '0'
  // The rounded value decides how many digits stand before the point: 9.996 with three digits is 10.0.
  let size = Math.abs(Number(value.toPrecision(digits)))
  let decimals = digits - 1
  for (; size >= 10 && decimals > 0; size /= 10) decimals--
  for (; size < 1 && decimals < 12; size *= 10) decimals++
  return grouped(value.toFixed(decimals))
}

function roundTo(value: number, digits: number): number {
  return value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(digits))
}

/** The first step of which the value, rounded to the digits shown, is at least one; the last step for smaller ones. */
function stepFor(steps: readonly UnitStep[], value: number, digits: number): UnitStep {
  const tolerance = 1 - 0.5 / 10 ** digits
  return steps.find((step) => value >= step.size * tolerance) ?? steps[steps.length - 1]
}

/** 120 s and longer, to two units. */
function formatLongTime(time: Seconds): string {
  const sign = time < 0 ? '−' : ''
  const whole = Math.round(Math.abs(time))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return whole >= 7200 ? `${sign}${hours} h ${minutes} min` : `${sign}${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A sign in front that is as wide as a figure: the true minus. */
const signed = (text: string, sign: number): string => `${sign < 0 ? '−' : '+'}${text}`

/** Thousands separated by commas, a true minus. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.replace('-', '').split('.')
  const text = whole.replace(/\B(?=(\d{3}){1,100}$)/g, ',')
  const isNegative = digits.startsWith('-') && /[1-9]/.test(digits)
  return `${isNegative ? '−' : ''}${text}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Without zeros that carry nothing: `80.0` as `80`. */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0{1,100}$/, '') : text)
