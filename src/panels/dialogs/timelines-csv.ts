/** Rows of all timelines of all arms in long form: one value a line, which every statistics program reads. */

import type { Cell } from '../../charts/chart.ts'
import { csvOf } from '../../charts/csv.ts'
import type { TrackWindow } from '../../kernel/tracks.ts'

export interface ArmTrack {
  readonly arm: string
  readonly window: TrackWindow
}

/** Levels and counts. Spans are the requests' own table, and a grid has a column for each of 128 experts at its chart. */
export function timelinesCsv(tracks: readonly ArmTrack[]): string {
  const rows: (readonly Cell[])[] = []
  for (const { arm, window } of tracks) {
    if (window.kind !== 'level' && window.kind !== 'count') continue
    const { track, length, start } = window
    const [values, statistic] = window.kind === 'level' ? [window.mean, 'mean'] : [window.sum, 'sum']
    for (const [s, series] of track.series.entries()) {
      for (let row = 0; row < length; row++) {
        rows.push([arm, track.id, series, start[row], values[s * length + row], track.unit, statistic])
      }
    }
  }
  const columns = [
    { label: 'arm', unit: '' },
    { label: 'timeline', unit: '' },
    { label: 'series', unit: '' },
    { label: 'time_s', unit: '' },
    { label: 'value', unit: '' },
    { label: 'unit', unit: '' },
    // Of the time until the next row of the series.
    { label: 'statistic', unit: '' },
  ]
  return csvOf({ columns, rows })
}
