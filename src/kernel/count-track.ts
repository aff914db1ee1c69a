/**
 * Amounts that happen at times: tokens out, requests arrived. Marks are staged raw like those of a level and folded a
 * chunk at a time; what is kept of neighbours is their sum, so that no amount is lost however coarse the rows become.
 *
 * The newest raw row stays staged: a mark at its time adds to it.
 */
import { float64Column, KeptRows } from './kept-rows.ts'
import { runsBack } from './level-track.ts'
import type { CountTrack, CountWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { windowRange } from './window-range.ts'

const CHUNK = 256

export class RecordedCount implements CountTrack {
  readonly info: TrackInfo
  readonly value: Float64Array<ArrayBuffer>
  lastTime: Seconds = -Infinity
  private readonly rows: KeptRows
  private readonly width: number // of a staged row: time, then the series
  private readonly stage: Float64Array<ArrayBuffer>
  private staged = 0
  // The kept row being gathered: raw rows in it, its begin, and the sum of each series.
  private gathered = 0
  private begin: Seconds = 0
  private readonly sum: Float64Array<ArrayBuffer>

  constructor(info: TrackInfo) {
    this.info = info
    const series = info.series.length
    this.value = new Float64Array(series)
    this.sum = new Float64Array(series)
    this.width = series + 1
    this.stage = new Float64Array(CHUNK * this.width)
    this.rows = new KeptRows(
      info.series.map(() => float64Column('sum')),
      info.budget ?? 8192,
    )
  }

  mark(now: Seconds): void {
    const { stage, value, width } = this
    if (now > this.lastTime) {
      if (this.staged === CHUNK) this.foldStaged()
      this.lastTime = now
      let at = this.staged++ * width
      stage[at++] = now
      for (let s = 0; s < value.length; s++) {
        stage[at++] = value[s]
        value[s] = 0
      }
    } else if (now === this.lastTime) {
      let at = (this.staged - 1) * width + 1
      for (let s = 0; s < value.length; s++) {
        stage[at++] += value[s]
        value[s] = 0
      }
    } else throw runsBack(this.info.id, now, this.lastTime)
  }

  window(t0: Seconds, t1: Seconds, pixels: number, computed: Seconds): CountWindow {
    const { from, until, cell } = windowRange(t0, t1, pixels)
    const rows = this.complete(computed)
    const first = Math.max(0, this.rows.firstFrom(from, rows) - 1)
    // Unlike a level, a count at the very end of the run has a row of no width: it belongs to a range that reaches there.
    const last = from <= computed ? this.rows.firstFrom(until, rows) : first
    const cuts = last > first ? this.rows.cutsByCell(first, last, cell) : [first]
    const length = cuts.length - 1
    const sum = new Float64Array(this.value.length * length)
    this.rows.columns.forEach((column, s) => {
      this.rows.reduce(column, cuts, sum, s * length)
    })
    return {
      kind: 'count',
      track: this.info,
      from,
      until,
      computed,
      fold: this.rows.fold,
      length,
      start: Float64Array.from({ length }, (_, i) => this.rows.start[cuts[i]]),
      ends: length > 0 ? this.rows.start[cuts[length]] : from,
      sum,
    }
  }

  /** Amounts of the kept row that holds `t`, and its interval; null outside the run. */
  readAt(t: Seconds, computed: Seconds): { start: Seconds; end: Seconds; values: Float64Array } | null {
    const at = this.rows.rowAt(t, this.complete(computed))
    if (at < 0 || t > computed) return null
    const values = Float64Array.from(this.rows.columns, ({ levels }) => levels[0][at])
    return { start: this.rows.start[at], end: this.rows.start[at + 1], values }
  }

  bytes(): number {
    return this.rows.bytes() + this.stage.byteLength
  }

  /** Folds what is staged and writes the row in the making behind the kept ones, as it stands at `computed`. */
  private complete(computed: Seconds): number {
    if (this.staged === 0) return 0
    this.foldStaged()
    const { rows, stage, gathered } = this
    rows.reserve()
    const row = rows.length
    rows.start[row] = gathered > 0 ? this.begin : stage[0]
    rows.start[row + 1] = computed
    rows.columns.forEach(({ levels }, s) => {
      levels[0][row] = (gathered > 0 ? this.sum[s] : 0) + stage[1 + s]
    })
    return row + 1
  }

  /** Folds all staged rows but the newest, which becomes the first. */
  private foldStaged(): void {
    const { stage, sum, rows, width } = this
    const ended = this.staged - 1
    for (let row = 0; row < ended; ) {
      const end = Math.min(ended, row + rows.fold - this.gathered)
      if (this.gathered === 0) {
        this.begin = stage[row * width]
        sum.fill(0)
      }
      for (let s = 0; s < sum.length; s++) {
        let total = sum[s]
        for (let r = row, at = row * width + 1 + s; r < end; r++, at += width) total += stage[at]
        sum[s] = total
      }
      this.gathered += end - row
      if (this.gathered === rows.fold) this.keep(stage[end * width])
      row = end
    }
    stage.copyWithin(0, ended * width, this.staged * width)
    this.staged = 1
  }

  /** The row in the making is complete and ends at `ends`. */
  private keep(ends: Seconds): void {
    const { rows, sum } = this
    rows.reserve()
    const row = rows.length
    rows.start[row] = this.begin
    for (let s = 0; s < sum.length; s++) rows.columns[s].levels[0][row] = sum[s]
    this.gathered = 0
    rows.commit(ends)
  }
}
