/**
 * A step function over time: what a level is, from each mark until the next. Marks are staged raw (one interleaved row
 * of time and values, a few nanoseconds), then folded a chunk at a time, column by column, into kept rows with
 * time-weighted mean, smallest, largest and last value.
 *
 * The newest raw row stays staged: how long it holds is known only at the next mark, and a mark at its time replaces it.
 */
import { float32Column, float64Column, type KeptColumn, KeptRows } from './kept-rows.ts'
import { InvariantError } from './problem.ts'
import type { LevelTrack, LevelWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { windowRange } from './window-range.ts'

/** Raw rows staged before they are folded: with 4 series 10 kB, which stays in the first-level cache. */
const CHUNK = 256

export class RecordedLevel implements LevelTrack {
  readonly info: TrackInfo
  readonly value: Float64Array<ArrayBuffer>
  lastTime: Seconds = -Infinity
  private readonly rows: KeptRows
  private readonly width: number // of a staged row: time, then the series
  private readonly stage: Float64Array<ArrayBuffer>
  private readonly held = new Float64Array(CHUNK) // how long each staged row held
  private staged = 0
  // The kept row being gathered: raw rows in it, its begin, and per series ∫ value dt, smallest, largest, last.
  private gathered = 0
  private begin: Seconds = 0
  private readonly integral: Float64Array<ArrayBuffer>
  private readonly low: Float64Array<ArrayBuffer>
  private readonly high: Float64Array<ArrayBuffer>
  private readonly last: Float64Array<ArrayBuffer>

  constructor(info: TrackInfo) {
    this.info = info
    const series = info.series.length
    this.value = new Float64Array(series)
    this.width = series + 1
    this.stage = new Float64Array(CHUNK * this.width)
    this.integral = new Float64Array(series)
    this.low = new Float64Array(series)
    this.high = new Float64Array(series)
    this.last = new Float64Array(series)
    // Columns of series s: 4 s mean, + 1 low, + 2 high, + 3 last. Extremes are only drawn: 24 bits are enough for them.
    const columns: KeptColumn[] = []
    for (let s = 0; s < series; s++) {
      columns.push(float64Column('mean'), float32Column('low'), float32Column('high'), float64Column('last'))
    }
    this.rows = new KeptRows(columns, info.budget ?? 8192)
  }

  mark(now: Seconds): void {
    const { stage, value, width } = this
    if (now > this.lastTime) {
      if (this.staged === CHUNK) this.foldStaged()
      this.staged++
      this.lastTime = now
    } else if (now < this.lastTime) throw runsBack(this.info.id, now, this.lastTime)
    let at = (this.staged - 1) * width
    stage[at++] = now
    for (let s = 0; s < value.length; s++) stage[at++] = value[s]
  }

  window(t0: Seconds, t1: Seconds, pixels: number, computed: Seconds): LevelWindow {
    const { from, until, cell } = windowRange(t0, t1, pixels)
    const rows = this.complete(computed)
    const first = Math.max(0, this.rows.firstFrom(from, rows) - 1)
    const last = from < computed ? this.rows.firstFrom(until, rows) : first
    const cuts = last > first ? this.rows.cutsByCell(first, last, cell) : [first]
    const length = cuts.length - 1
    const series = this.value.length
    const columnOf = (offset: number): Float32Array<ArrayBuffer> => {
      const out = new Float32Array(series * length)
      for (let s = 0; s < series; s++) this.rows.reduce(this.rows.columns[4 * s + offset], cuts, out, s * length)
      return out
    }
    const mean = columnOf(0)
    const low = columnOf(1)
    const high = columnOf(2)
    // The mean is a quotient: its last bit may lie outside the extremes.
    for (let i = 0; i < mean.length; i++) mean[i] = Math.min(high[i], Math.max(low[i], mean[i]))
    return {
      kind: 'level',
      track: this.info,
      from,
      until,
      computed,
      fold: this.rows.fold,
      length,
      start: Float64Array.from({ length }, (_, i) => this.rows.start[cuts[i]]),
      ends: length > 0 ? this.rows.start[cuts[length]] : from,
      mean,
      low,
      high,
      last: columnOf(3),
    }
  }

  /** Means of the kept row that holds `t`, and its interval; null outside the run. */
  readAt(t: Seconds, computed: Seconds): { start: Seconds; end: Seconds; values: Float64Array } | null {
    const at = this.rows.rowAt(t, this.complete(computed))
    if (at < 0 || t > computed) return null
    const values = Float64Array.from({ length: this.value.length }, (_, s) => this.rows.columns[4 * s].levels[0][at])
    return { start: this.rows.start[at], end: this.rows.start[at + 1], values }
  }

  bytes(): number {
    return this.rows.bytes() + this.stage.byteLength + this.held.byteLength
  }

  /** Folds what is staged and writes the row in the making behind the kept ones, as it stands at `computed`. */
  private complete(computed: Seconds): number {
    if (this.staged === 0) return 0
    this.foldStaged()
    const { rows, stage, gathered } = this
    rows.reserve()
    const row = rows.length
    const time = stage[0]
    const begin = gathered > 0 ? this.begin : time
    rows.start[row] = begin
    rows.start[row + 1] = computed
    for (let s = 0; s < this.value.length; s++) {
      const value = stage[1 + s]
      const integral = (gathered > 0 ? this.integral[s] : 0) + value * (computed - time)
      const [mean, low, high, last] = rows.columns.slice(4 * s, 4 * s + 4)
      mean.levels[0][row] = computed > begin ? integral / (computed - begin) : value
      low.levels[0][row] = gathered > 0 ? Math.min(this.low[s], value) : value
      high.levels[0][row] = gathered > 0 ? Math.max(this.high[s], value) : value
      last.levels[0][row] = value
    }
    return row + 1
  }

  /** Folds all staged rows but the newest, which becomes the first. */
  private foldStaged(): void {
    const { stage, held, width } = this
    const ended = this.staged - 1
    for (let row = 0; row < ended; row++) held[row] = stage[(row + 1) * width] - stage[row * width]
    for (let row = 0; row < ended; ) {
      const end = Math.min(ended, row + this.rows.fold - this.gathered)
      this.gather(row, end)
      if (this.gathered === this.rows.fold) this.keep(stage[end * width])
      row = end
    }
    stage.copyWithin(0, ended * width, this.staged * width)
    this.staged = 1
  }

  /** Adds staged rows [first, end) to the row in the making. */
  private gather(first: number, end: number): void {
    const { stage, held, width, integral, low, high, last } = this
    const isNew = this.gathered === 0
    if (isNew) this.begin = stage[first * width]
    this.gathered += end - first
    for (let s = 0; s < integral.length; s++) {
      let at = first * width + 1 + s
      let value = stage[at]
      let sum = isNew ? 0 : integral[s]
      let least = isNew ? value : low[s]
      let most = isNew ? value : high[s]
      for (let row = first; row < end; row++, at += width) {
        value = stage[at]
        sum += value * held[row]
        if (value < least) least = value
        if (value > most) most = value
      }
      integral[s] = sum
      low[s] = least
      high[s] = most
      last[s] = value
    }
  }

  /** The row in the making is complete and ends at `ends`. */
  private keep(ends: Seconds): void {
    const { rows } = this
    rows.reserve()
    const row = rows.length
    const { columns } = rows
    const time = ends - this.begin
    rows.start[row] = this.begin
    for (let s = 0, c = 0; s < this.integral.length; s++) {
      columns[c++].levels[0][row] = this.integral[s] / time
      columns[c++].levels[0][row] = this.low[s]
      columns[c++].levels[0][row] = this.high[s]
      columns[c++].levels[0][row] = this.last[s]
    }
    this.gathered = 0
    rows.commit(ends)
  }
}

export const runsBack = (track: string, now: Seconds, last: Seconds): InvariantError =>
  new InvariantError(`track ${track}: marked at ${now} s after ${last} s`)
