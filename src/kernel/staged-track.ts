/**
 * What level and count tracks share: marks are staged raw, one interleaved row of time and values each (some
 * nanoseconds), and folded a chunk at a time, column by column, into kept rows of `fold` marks.
 *
 * The newest raw row always stays staged: how long it holds is known only at the next mark, and a mark at its own time
 * still changes it.
 */
import { type KeptColumn, KeptRows } from './kept-rows.ts'
import { InvariantError } from './problem.ts'
import type { TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'

/** Raw rows staged before they are folded: with 4 series 10 kB, which stays in the first-level cache. */
export const CHUNK = 256

export abstract class StagedTrack {
  readonly info: TrackInfo
  readonly value: Float64Array<ArrayBuffer>
  lastTime: Seconds = -Infinity
  protected readonly rows: KeptRows
  /** Of a staged row: time, then the series. */
  protected readonly width: number
  protected readonly stage: Float64Array<ArrayBuffer>
  protected staged = 0
  /** Marks in the row being gathered, which is row `rows.length` and begins at `begin`. */
  protected gathered = 0
  protected begin: Seconds = 0

  constructor(info: TrackInfo, columns: readonly KeptColumn[]) {
    this.info = info
    this.value = new Float64Array(info.series.length)
    this.width = info.series.length + 1
    this.stage = new Float64Array(CHUNK * this.width)
    this.rows = new KeptRows(columns, info.budget ?? 8192)
  }

  bytes(): number {
    return this.rows.bytes() + this.stage.byteLength
  }

  /** Folds staged rows [first, end) of every series; rows.start already holds the begins of the kept rows they make. */
  protected abstract foldSeries(first: number, end: number): void

  /** Writes the row being gathered with the newest staged row, which lasts until `computed`, as row `row`. */
  protected abstract writeOpenRow(row: number, computed: Seconds): void

  /** Folds what is staged and writes the open row behind the kept ones; returns the number of rows with it. */
  protected complete(computed: Seconds): number {
    if (this.staged === 0) return 0
    this.foldStaged()
    const { rows } = this
    rows.reserve(1)
    const row = rows.length
    rows.start[row] = this.gathered > 0 ? this.begin : this.stage[0]
    rows.start[row + 1] = computed
    this.writeOpenRow(row, computed)
    return row + 1
  }

  /** Folds all staged rows but the newest, which becomes the first. */
  protected foldStaged(): void {
    const { rows, stage, width } = this
    const ended = this.staged - 1
    for (let row = 0; row < ended; ) {
      // As far as the fold stays the same: it doubles when the budget is full.
      const end = Math.min(ended, row + rows.room * rows.fold - this.gathered)
      this.foldBlock(row, end)
      row = end
    }
    stage.copyWithin(0, ended * width, this.staged * width)
    this.staged = 1
  }

  private foldBlock(first: number, end: number): void {
    const { rows, stage, width, gathered } = this
    const { fold, length } = rows
    const full = Math.floor((gathered + end - first) / fold)
    rows.reserve(full)
    const { start } = rows
    // Kept row `length` begins with the row being gathered, each further one `fold` marks later; the last begin is the
    // end of the full rows.
    start[length] = gathered > 0 ? this.begin : stage[first * width]
    let row = first + fold - gathered
    for (let k = 1; k <= full; k++, row += fold) start[length + k] = stage[row * width]
    this.foldSeries(first, end)
    this.gathered = gathered + (end - first) - full * fold
    this.begin = start[length + full]
    rows.commit(full)
  }
}

export const runsBack = (track: string, now: Seconds, last: Seconds): InvariantError =>
  new InvariantError(`track ${track}: marked at ${now} s after ${last} s`)
