/**
 * Amounts per cell over time: tokens per expert and layer, one mark an iteration. A row is wide (layers × cells), so it is
 * never staged: the engine adds into `value`, and that array itself gathers marks until a kept row is full. A mark costs a
 * comparison then, and 1/fold of a copy.
 *
 * Amounts are kept in 24 bits: whole numbers add up exactly to 16,777,216 a cell and row.
 */
import { float32Column, KeptRows } from './kept-rows.ts'
import { runsBack } from './staged-track.ts'
import type { GridTrack, GridWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { windowRange } from './window-range.ts'

export class RecordedGrid implements GridTrack {
  readonly info: TrackInfo
  /** Amounts since the last kept row; the engine adds, only this track clears. */
  readonly value: Float64Array<ArrayBuffer>
  lastTime: Seconds = -Infinity
  private readonly rows: KeptRows
  private gathered = 0 // marks in `value`
  private begin: Seconds = 0 // of the first of them
  /** The row behind the kept ones is full; it ends at the next mark. */
  private isFull = false

  constructor(info: TrackInfo) {
    this.info = info
    this.value = new Float64Array(info.series.length * (info.cells ?? 1))
    this.rows = new KeptRows([float32Column('sum', this.value.length)], info.budget ?? 1024)
  }

  mark(now: Seconds): void {
    if (now < this.lastTime) throw runsBack(this.info.id, now, this.lastTime)
    if (now === this.lastTime) {
      // A second mark of the same time belongs to the row of the first.
      if (this.isFull) this.write()
      return
    }
    this.lastTime = now
    if (this.isFull) {
      this.isFull = false
      this.rows.start[this.rows.length + 1] = now
      this.rows.commit(1)
    }
    if (this.gathered++ === 0) this.begin = now
    if (this.gathered < this.rows.fold) return
    this.rows.reserve(1)
    this.rows.columns[0].levels[0].fill(
      0,
      this.rows.length * this.value.length,
      (this.rows.length + 1) * this.value.length,
    )
    this.rows.start[this.rows.length] = this.begin
    this.write()
    this.gathered = 0
    this.isFull = true
  }

  window(t0: Seconds, t1: Seconds, pixels: number, computed: Seconds): GridWindow {
    const range = windowRange(t0, t1, pixels)
    const cuts = this.rows.cutsWithin(range, this.complete(computed))
    const length = cuts.length - 1
    const sum = new Float32Array(this.value.length * length)
    this.rows.reduce(this.rows.columns[0], cuts, sum, 0)
    return {
      kind: 'grid',
      track: this.info,
      from: range.from,
      until: range.until,
      computed,
      fold: this.rows.fold,
      length,
      start: this.rows.startsAt(cuts),
      ends: length > 0 ? this.rows.start[cuts[length]] : range.from,
      sum,
      layers: this.info.series.length,
      cells: this.info.cells ?? 1,
    }
  }

  bytes(): number {
    return this.rows.bytes() + this.value.byteLength
  }

  /** Adds `value` to the row behind the kept ones and clears it. */
  private write(): void {
    const { value } = this
    const kept = this.rows.columns[0].levels[0]
    const at = this.rows.length * value.length
    for (let c = 0; c < value.length; c++) kept[at + c] += value[c]
    value.fill(0)
  }

  /** Completes the row behind the kept ones as it stands at `computed`, and returns the number of rows with it. */
  private complete(computed: Seconds): number {
    const { rows, value } = this
    if (!this.isFull && this.gathered === 0) return 0 // nothing was ever marked: a mark leaves one or the other
    if (!this.isFull) {
      rows.reserve(1)
      rows.start[rows.length] = this.begin
      rows.columns[0].levels[0].set(value, rows.length * value.length)
    }
    rows.start[rows.length + 1] = computed
    return rows.length + 1
  }
}
