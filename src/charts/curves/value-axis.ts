/**
 * An axis of values instead of time: linear, logarithmic, or named places side by side. Maps to pixels and names its ticks.
 */
import { scaleLinear, scaleLog } from 'd3'
import { axisUnit, formatQuantity, significant } from '../../ui/format.ts'

export interface ValueAxis {
  readonly label: string
  readonly unit: string
  readonly scale: 'linear' | 'log' | 'named'
  /** Smallest and largest value shown; indices of `names` where the places are named. */
  readonly extent: readonly [number, number]
  readonly names?: readonly string[]
}

export interface AxisTick {
  readonly at: number
  readonly label: string
}

/** Pixels of a value; the ends of the extent lie on `pixels`. */
export function axisScale({ scale, extent, names }: ValueAxis, pixels: readonly [number, number]) {
  const [from, until] = extent
  if (scale === 'named' && names) {
    const step = (pixels[1] - pixels[0]) / names.length
    return (value: number): number => pixels[0] + (value + 0.5) * step
  }
  // A single value stands in the middle.
  if (from === until) return (): number => (pixels[0] + pixels[1]) / 2
  const d3Scale = scale === 'log' && from > 0 ? scaleLog(extent, pixels) : scaleLinear(extent, pixels)
  return (value: number): number => d3Scale(value)
}

/** Ticks about `gap` pixels apart; words of named places as they are. */
export function axisTicks(axis: ValueAxis, pixels: readonly [number, number], gap: number): readonly AxisTick[] {
  const { scale, extent, names, unit } = axis
  const toPixel = axisScale(axis, pixels)
  if (names) return names.map((label, place) => ({ at: toPixel(place), label }))
  const count = Math.max(2, Math.floor(Math.abs(pixels[1] - pixels[0]) / gap))
  const { size } = axisUnit(Math.max(Math.abs(extent[0]), Math.abs(extent[1])), unit)
  const labelled = (value: number): AxisTick => ({ at: toPixel(value), label: tickText(value / size) })
  if (extent[0] === extent[1]) return [labelled(extent[0])]
  if (scale === 'log' && extent[0] > 0) {
    const wanted = scaleLog(extent, pixels).ticks(count)
    // A log scale gives ten ticks a decade; only 1, 2 and 5 where they would crowd, only 1 where those still do.
    const kept = [wanted, wanted.filter((value) => [1, 2, 5].includes(leadingDigit(value)))]
    const few = kept.find(({ length }) => length <= count) ?? wanted.filter((value) => leadingDigit(value) === 1)
    const ticks = few.length > 1 ? few : [extent[0], extent[1]]
    return isWide(axis)
      ? ticks.map((value) => ({ at: toPixel(value), label: formatQuantity(value, '') }))
      : ticks.map(labelled)
  }
  return scaleLinear(extent, pixels).ticks(count).map(labelled)
}

/** A logarithmic axis over three decades and more: one unit for all its ticks would need too many zeros, so each has its own. */
const isWide = ({ scale, extent: [from, until], unit }: ValueAxis): boolean =>
  scale === 'log' && from > 0 && until / from >= 1000 && !['s', 'seconds', 'B', 'bytes', 'fraction'].includes(unit)

/** `TTFT p50 (ms)`: the unit of the ticks stands once, at the name of the axis. */
export function axisTitle(axis: ValueAxis): string {
  const { label, unit, extent, names } = axis
  if (names) return label
  if (isWide(axis)) return unit === '' ? label : `${label} (${unit})`
  const { size, name } = axisUnit(Math.max(Math.abs(extent[0]), Math.abs(extent[1])), unit)
  const isScaled = ['s', 'seconds', 'B', 'bytes', 'fraction'].includes(unit)
  const shown = isScaled ? name : [size === 1 ? '' : name, unit].filter((part) => part !== '').join(' ')
  return shown === '' ? label : `${label} (${shown})`
}

/** Extent of values with 4 % of room, from zero where zero is near: a curve from 80 to 90 would look like a cliff. */
export function roomyExtent(values: readonly number[]): readonly [number, number] {
  const known = values.filter((value) => Number.isFinite(value))
  if (known.length === 0) return [0, 1]
  const low = Math.min(...known)
  const high = Math.max(...known)
  if (low >= 0) return [0, high > 0 ? high * 1.04 : 1]
  const room = (high - low) * 0.04 || 1
  return [low - room, high + room]
}

const leadingDigit = (value: number): number => Number(value.toExponential()[0])

const tickText = (value: number): string => {
  const text = significant(value, 3)
  return text.includes('.') ? text.replace(/\.?0{1,100}$/, '') : text
}
