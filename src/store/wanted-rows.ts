/**
 * Which windows to ask the worker for: the coarse one of the whole run of every track when there are news, and a sharp one
 * of what is shown where the reader has zoomed in and the mirror has none.
 */
import type { TrackInfo } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'
import type { Mirror, MirrorRequest } from './mirror.ts'
import type { TimeSpan } from './view.ts'

/** Columns of the coarse window of a whole run. */
export const WHOLE_PIXELS = 1000
/** A grid of 4 layers × 128 experts has 512 numbers a column: 500 columns are 1 MB, and finer than the eye asks. */
const GRID_PIXELS = 500

export interface WantedRows {
  readonly tracks: Readonly<Record<ArmKey, readonly TrackInfo[]>>
  readonly mirror: Mirror
  /** The run is known up to here. */
  readonly until: Seconds
  /** Length of the time axis. */
  readonly extent: Seconds
  readonly isWholeDue: boolean
  /** What is zoomed in on; null while the whole run is shown. */
  readonly range: TimeSpan | null
  readonly plotWidth: number
  readonly hidden: readonly string[]
}

export function wantedRows(input: WantedRows): MirrorRequest[] {
  const { tracks, mirror, until, extent, isWholeDue, range, plotWidth, hidden } = input
  const requests: MirrorRequest[] = []
  for (const [arm, infos] of Object.entries(tracks)) {
    for (const { id, kind } of infos) {
      const most = kind === 'grid' ? GRID_PIXELS : Number.POSITIVE_INFINITY
      const pixels = Math.min(WHOLE_PIXELS, most)
      if (isWholeDue) requests.push({ purpose: 'whole', arm, track: id, t0: 0, t1: extent, pixels })
      // A hidden timeline keeps its coarse window, for the read-out and for when it comes back.
      if (!range || hidden.includes(id.split('/')[0])) continue
      const shown = { t0: range[0], t1: range[1], pixels: Math.min(plotWidth, most) }
      const detail = mirror.need(arm, id, shown, until)
      if (detail) requests.push(detail)
    }
  }
  return requests
}
