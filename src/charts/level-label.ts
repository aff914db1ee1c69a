/** What a layer or line is called beside the pointer: `decode: 41,204 tok`. */
import type { LevelWindow } from '../kernel/tracks.ts'
import { formatReading, seriesReading } from './reading.ts'

export function levelLabel(window: LevelWindow, series: number, row: number): string {
  const reading = seriesReading(window, series, row)
  const { track } = window
  return `${track.series[series]}: ${reading === null ? 'not known' : formatReading(reading, track.unit)}`
}
