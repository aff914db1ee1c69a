/**
 * The value axis of a plot: zero at the bottom, `top` a little below the upper edge so that a line along it stays whole.
 */
import { nice, ticks } from 'd3'
import { axisUnit, type MemoryUnit, significant } from '../ui/format.ts'
import type { AxisTick } from './chart.ts'

export interface ValueScale {
  readonly top: number
  readonly height: number
}

/** Pixels above the top value: room for a dashed line and for the preemption marks. */
export const headroom = 4

export const valueToY = ({ top, height }: ValueScale, value: number): number =>
  height - (value / top) * (height - headroom)

export const yToValue = ({ top, height }: ValueScale, y: number): number => ((height - y) / (height - headroom)) * top

/** A round value at or above `largest`, so that the axis keeps its top while values grow a little; 1 for nothing. */
export function niceTop(largest: number): number {
  if (!(largest > 0)) return 1
  // A Float32 0.1 is 0.10000000149: six digits keep that from doubling the top.
  return nice(0, Number(largest.toPrecision(6)), 4)[1]
}

/**
 * Labels in one unit; about 30 px apart, and at least two. Each says the unit: a 5 below "10 k" would be read as five.
 * Zero is zero in any.
 */
export function valueTicks(scale: ValueScale, unit: string, memory: MemoryUnit = 'GB'): readonly AxisTick[] {
  const step = axisUnit(scale.top, unit, memory)
  const values = roundValues(scale.top / step.size, Math.max(2, Math.floor(scale.height / 30)))
  return values.map((value) => ({
    y: valueToY(scale, value * step.size),
    label: value === 0 || step.name === '' ? plain(value) : `${plain(value)} ${step.name}`,
  }))
}

/** Two to `most` round values from 0 up to `top`. d3 takes the number asked for as a hint and may give twice as many. */
function roundValues(top: number, most: number): readonly number[] {
  for (let count = Math.min(4, most); count > 0; count--) {
    const values = ticks(0, top, count)
    if (values.length >= 2 && values.length <= most) return values
  }
  return [0, top]
}

/** Ticks are round numbers: as few digits as they have. 400.00000000000006 µs are 400, whose zeros count. */
function plain(value: number): string {
  const text = significant(value, Number.isInteger(value) ? 1 : 3)
  return text.includes('.') ? text.replace(/\.?0{1,100}$/, '') : text
}
