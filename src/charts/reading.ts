/**
 * What a level is at a moment, as far as a window can tell. A row may hold several steps (a pixel of a minute is 75 ms, six
 * iterations): then the reading is its smallest and largest value, both of which the level really took. Never its mean, which
 * no moment need have had: an instance that is idle half of a row runs 0 or 1 request, not 0.5.
 */
import type { LevelWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import { formatQuantity, type MemoryUnit } from '../ui/format.ts'
import type { Headline } from './chart.ts'
import { rowAt } from './rows.ts'

export interface Reading {
  readonly low: number
  /** Equal to `low` where the level stood still. */
  readonly high: number
}

/** Of one series in a row; null where nothing is known. */
export function seriesReading(window: LevelWindow, series: number, row: number): Reading | null {
  if (row < 0) return null
  const at = series * window.length + row
  return Number.isNaN(window.mean[at]) ? null : { low: window.low[at], high: window.high[at] }
}

/** Of all series together in a row. */
export function sumReading(window: LevelWindow, row: number): Reading | null {
  if (row < 0 || Number.isNaN(window.sumLow[row])) return null
  return { low: window.sumLow[row], high: window.sumHigh[row] }
}

export const sumReadingAt = (window: LevelWindow, time: Seconds): Reading | null =>
  sumReading(window, rowAt(window, time))

/** `12.1–38.4 ms`, `8–12 requests`; one figure where both read the same. Tokens are whole. */
export function formatReading({ low, high }: Reading, unit: string, memory: MemoryUnit = 'GB'): string {
  const say = (value: number): string => formatQuantity(unit === 'tokens' ? Math.round(value) : value, unit, memory)
  return joined(say(low), say(high))
}

/** A reading as words and as numbers: what a line of a read-out says. */
export const readingLine = (reading: Reading, unit: string, memory: MemoryUnit = 'GB'): Headline => ({
  text: formatReading(reading, unit, memory),
  reading: { ...reading, unit },
})

/** Two figures as a range, the unit said once where it is the same or nothing is measured in it. */
export function joined(low: string, high: string): string {
  if (low === high) return low
  const [figure, unit] = parted(low)
  return unit === parted(high)[1] || figure === '0' ? `${figure}–${high}` : `${low}–${high}`
}

function parted(text: string): readonly [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space)]
}
