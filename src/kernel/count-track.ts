/**
 * Amounts that happen at times: tokens out, requests arrived. What is kept of neighbours is their sum, so that no amount
 * is lost however coarse the rows become.
 */
import { float64Column } from './kept-rows.ts'
import { CHUNK, runsBack, StagedTrack } from './staged-track.ts'
import type { CountTrack, CountWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { windowRange } from './window-range.ts'

export class RecordedCount extends StagedTrack implements CountTrack {
  /** Of the row being gathered, by series. */
  private readonly sum: Float64Array<ArrayBuffer>

  constructor(info: TrackInfo) {
    super(
      info,
      info.series.map(() => float64Column('sum')),
    )
    this.sum = new Float64Array(info.series.length)
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
    const range = windowRange(t0, t1, pixels)
    const cuts = this.rows.cutsWithin(range, this.complete(computed))
    const length = cuts.length - 1
    const sum = new Float64Array(this.value.length * length)
    this.rows.columns.forEach((column, s) => {
      this.rows.reduce(column, cuts, sum, s * length)
    })
    return {
      kind: 'count',
      track: this.info,
      from: range.from,
      until: range.until,
      computed,
      fold: this.rows.fold,
      length,
      start: this.rows.startsAt(cuts),
      ends: length > 0 ? this.rows.start[cuts[length]] : range.from,
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

  protected writeOpenRow(row: number): void {
    this.rows.columns.forEach(({ levels }, s) => {
      levels[0][row] = (this.gathered > 0 ? this.sum[s] : 0) + this.stage[1 + s]
    })
  }

  protected foldSeries(first: number, end: number): void {
    const { stage, width, rows } = this
    const { fold } = rows
    for (let s = 0; s < this.sum.length; s++) {
      const sums = rows.columns[s].levels[0]
      let kept = rows.length
      let left = fold - this.gathered // marks the row still takes
      let sum = this.gathered > 0 ? this.sum[s] : 0
      for (let row = first, at = first * width + 1 + s; row < end; row++, at += width) {
        sum += stage[at]
        if (--left > 0) continue
        sums[kept++] = sum
        left = fold
        sum = 0
      }
      this.sum[s] = sum
    }
  }
}
