/** What a layer or line is called beside the pointer: `decode: 41,204 tok`. */
import type { TrackInfo } from '../kernel/tracks.ts'
import { formatQuantity } from '../ui/format.ts'

export function levelLabel(track: TrackInfo, series: number, value: number): string {
  const whole = track.unit === 'tokens' ? Math.round(value) : value
  return `${track.series[series]}: ${formatQuantity(whole, track.unit)}`
}
