/**
 * One track as CSV in long form, a row a value: time, series, value. A level also has the least and most of its row, a span
 * its end, lane and request, a grid its cell. Written in pieces: a grid of 58 × 256 cells has millions of rows.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { CountWindow, GridWindow, LevelWindow, SpanWindow, TrackWindow } from '../kernel/tracks.ts'
import { csvLine } from './csv-text.ts'

export function writeTrackCsv(file: string, window: TrackWindow): void {
  const handle = openSync(file, 'w')
  try {
    let piece = ''
    for (const line of linesOf(window)) {
      piece += line
      if (piece.length < 1 << 20) continue
      writeSync(handle, piece)
      piece = ''
    }
    writeSync(handle, piece)
  } finally {
    closeSync(handle)
  }
}

function linesOf(window: TrackWindow): Generator<string> {
  switch (window.kind) {
    case 'level':
      return levelLines(window)
    case 'count':
      return countLines(window)
    case 'span':
      return spanLines(window)
    case 'grid':
      return gridLines(window)
  }
}

/** `value` is the time-weighted mean until the next row; where every mark was kept low and high equal it. */
function* levelLines({ track, length, start, mean, low, high }: LevelWindow): Generator<string> {
  yield csvLine(['time_s', 'series', 'value', 'low', 'high'])
  for (let row = 0; row < length; row++) {
    for (const [s, name] of track.series.entries()) {
      const at = s * length + row
      yield csvLine([start[row], name, mean[at], low[at], high[at]])
    }
  }
}

function* countLines({ track, length, start, sum }: CountWindow): Generator<string> {
  yield csvLine(['time_s', 'series', 'value'])
  for (let row = 0; row < length; row++) {
    for (const [s, name] of track.series.entries()) yield csvLine([start[row], name, sum[s * length + row]])
  }
}

/** `value` is the request, empty where short spans of several were put together. */
function* spanLines({ track, length, start, end, lane, state, item }: SpanWindow): Generator<string> {
  yield csvLine(['time_s', 'series', 'value', 'end_s', 'lane'])
  for (let row = 0; row < length; row++) {
    yield csvLine([start[row], track.series[state[row]], item[row] < 0 ? '' : item[row], end[row], lane[row]])
  }
}

/** Cells without an amount are left out. */
function* gridLines({ track, length, start, sum, layers, cells }: GridWindow): Generator<string> {
  yield csvLine(['time_s', 'series', 'value', 'cell'])
  for (let row = 0; row < length; row++) {
    for (let layer = 0; layer < layers; layer++) {
      const at = (row * layers + layer) * cells
      for (let cell = 0; cell < cells; cell++) {
        if (sum[at + cell] !== 0) yield csvLine([start[row], track.series[layer], sum[at + cell], cell])
      }
    }
  }
}
