/**
 * A step function over time: what a level is, from each mark until the next. Of the marks in a kept row it keeps the
 * time-weighted mean, the smallest, the largest and the last value, and the smallest and largest sum of all series: parts of
 * 10 + 500 and 12 + 0 lie between 10 and 12 and between 0 and 500, but were never 12 + 500 together.
 */
import { float32Column, float64Column } from './kept-rows.ts'
import { CHUNK, runsBack, StagedTrack } from './staged-track.ts'
import type { LevelTrack, LevelWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { windowRange } from './window-range.ts'

export class RecordedLevel extends StagedTrack implements LevelTrack {
  private readonly held = new Float64Array(CHUNK) // how long each staged row held
  private readonly sums = new Float64Array(CHUNK) // of all series, of each staged row
  // Of the row being gathered, by series: ∫ value dt, smallest, largest.
  private readonly integral: Float64Array<ArrayBuffer>
  private readonly low: Float64Array<ArrayBuffer>
  private readonly high: Float64Array<ArrayBuffer>
  /** A single series is its own sum. */
  private readonly hasSum: boolean
  private sumLow = 0
  private sumHigh = 0

  constructor(info: TrackInfo) {
    // Columns of series s: 4 s mean, + 1 low, + 2 high, + 3 last; behind them low and high of the sum. Extremes are only
    // drawn: 24 bits are enough for them.
    super(info, [
      ...info.series.flatMap(() => [
        float64Column('mean'),
        float32Column('low'),
        float32Column('high'),
        float64Column('last'),
      ]),
      ...(info.series.length > 1 ? [float32Column('low'), float32Column('high')] : []),
    ])
    this.hasSum = info.series.length > 1
    this.integral = new Float64Array(info.series.length)
    this.low = new Float64Array(info.series.length)
    this.high = new Float64Array(info.series.length)
  }

  mark(now: Seconds): void {
    const { stage, value, width } = this
    if (now < this.lastTime) throw runsBack(this.info.id, now, this.lastTime)
    if (this.staged > 0) {
      // A step function that stays where it is has no new step: most marks of a queue change nothing.
      const newest = (this.staged - 1) * width
      let s = 0
      while (s < width - 1 && stage[newest + 1 + s] === value[s]) s++
      if (s === width - 1) return
    }
    if (now > this.lastTime) {
      if (this.staged === CHUNK) this.foldStaged()
      this.staged++
      this.lastTime = now
    }
    const at = (this.staged - 1) * width
    stage[at] = now
    for (let s = 1; s < width; s++) stage[at + s] = value[s - 1]
  }

  window(t0: Seconds, t1: Seconds, pixels: number, computed: Seconds): LevelWindow {
    const range = windowRange(t0, t1, pixels)
    const cuts = this.rows.cutsWithin(range, this.complete(computed))
    const length = cuts.length - 1
    const series = this.value.length
    const columnOf = (offset: number): Float32Array<ArrayBuffer> => {
      const out = new Float32Array(series * length)
      for (let s = 0; s < series; s++) this.rows.reduce(this.rows.columns[4 * s + offset], cuts, out, s * length)
      return out
    }
    const sumOf = (offset: number): Float32Array<ArrayBuffer> => {
      const out = new Float32Array(length)
      this.rows.reduce(this.rows.columns[4 * series + offset], cuts, out, 0)
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
      from: range.from,
      until: range.until,
      computed,
      fold: this.rows.fold,
      length,
      start: this.rows.startsAt(cuts),
      ends: length > 0 ? this.rows.start[cuts[length]] : range.from,
      mean,
      low,
      high,
      last: columnOf(3),
      sumLow: this.hasSum ? sumOf(0) : low.slice(),
      sumHigh: this.hasSum ? sumOf(1) : high.slice(),
    }
  }

  /** Means of the kept row that holds `t`, and its interval; null outside the run. */
  readAt(t: Seconds, computed: Seconds): { start: Seconds; end: Seconds; values: Float64Array } | null {
    const at = this.rows.rowAt(t, this.complete(computed))
    if (at < 0 || t > computed) return null
    const values = Float64Array.from({ length: this.value.length }, (_, s) => this.rows.columns[4 * s].levels[0][at])
    return { start: this.rows.start[at], end: this.rows.start[at + 1], values }
  }

  protected writeOpenRow(row: number, computed: Seconds): void {
    const { rows, stage, gathered } = this
    const begin = rows.start[row]
    for (let s = 0; s < this.value.length; s++) {
      const value = stage[1 + s]
      const integral = (gathered > 0 ? this.integral[s] : 0) + value * (computed - stage[0])
      rows.columns[4 * s].levels[0][row] = computed > begin ? integral / (computed - begin) : value
      rows.columns[4 * s + 1].levels[0][row] = gathered > 0 ? Math.min(this.low[s], value) : value
      rows.columns[4 * s + 2].levels[0][row] = gathered > 0 ? Math.max(this.high[s], value) : value
      rows.columns[4 * s + 3].levels[0][row] = value
    }
    if (!this.hasSum) return
    const sum = this.sumAt(0)
    const at = 4 * this.value.length
    rows.columns[at].levels[0][row] = gathered > 0 ? Math.min(this.sumLow, sum) : sum
    rows.columns[at + 1].levels[0][row] = gathered > 0 ? Math.max(this.sumHigh, sum) : sum
  }

  /** Of all series in a staged row. */
  private sumAt(row: number): number {
    const { stage, width } = this
    let sum = 0
    for (let at = row * width + 1; at < (row + 1) * width; at++) sum += stage[at]
    return sum
  }

  protected foldSeries(first: number, end: number): void {
    const { stage, held, width, sums } = this
    for (let row = first; row < end; row++) held[row] = stage[(row + 1) * width] - stage[row * width]
    sums.fill(0, first, end)
    for (let s = 0; s < this.value.length; s++) {
      if (this.rows.fold === 1) this.copyOne(s, first, end)
      else this.foldOne(s, first, end)
    }
    if (this.hasSum) this.foldSum(first, end)
  }

  private foldSum(first: number, end: number): void {
    const { rows, gathered, sums } = this
    const low = rows.columns[4 * this.value.length].levels[0]
    const high = rows.columns[4 * this.value.length + 1].levels[0]
    let kept = rows.length
    let left = rows.fold - gathered // marks the row still takes
    let least = gathered > 0 ? this.sumLow : Infinity
    let most = gathered > 0 ? this.sumHigh : -Infinity
    for (let row = first; row < end; row++) {
      const sum = sums[row]
      if (sum < least) least = sum
      if (sum > most) most = sum
      if (--left > 0) continue
      low[kept] = least
      high[kept++] = most
      left = rows.fold
      least = Infinity
      most = -Infinity
    }
    this.sumLow = least
    this.sumHigh = most
  }

  /** While every mark is kept all four columns are the value. */
  private copyOne(s: number, first: number, end: number): void {
    const { stage, width, rows, sums } = this
    const mean = rows.columns[4 * s].levels[0]
    const low = rows.columns[4 * s + 1].levels[0]
    const high = rows.columns[4 * s + 2].levels[0]
    const last = rows.columns[4 * s + 3].levels[0]
    let kept = rows.length
    for (let row = first, at = first * width + 1 + s; row < end; row++, at += width, kept++) {
      const value = stage[at]
      sums[row] += value
      mean[kept] = value
      low[kept] = value
      high[kept] = value
      last[kept] = value
    }
  }

  private foldOne(s: number, first: number, end: number): void {
    const { stage, held, width, rows, sums } = this
    const { fold, start } = rows
    const mean = rows.columns[4 * s].levels[0]
    const low = rows.columns[4 * s + 1].levels[0]
    const high = rows.columns[4 * s + 2].levels[0]
    const last = rows.columns[4 * s + 3].levels[0]
    let kept = rows.length
    let left = fold - this.gathered // marks the row still takes
    let sum = this.gathered > 0 ? this.integral[s] : 0
    let least = this.gathered > 0 ? this.low[s] : Infinity
    let most = this.gathered > 0 ? this.high[s] : -Infinity
    for (let row = first, at = first * width + 1 + s; row < end; row++, at += width) {
      const value = stage[at]
      sums[row] += value
      sum += value * held[row]
      if (value < least) least = value
      if (value > most) most = value
      if (--left > 0) continue
      mean[kept] = sum / (start[kept + 1] - start[kept])
      low[kept] = least
      high[kept] = most
      last[kept++] = value
      left = fold
      sum = 0
      least = Infinity
      most = -Infinity
    }
    this.integral[s] = sum
    this.low[s] = least
    this.high[s] = most
  }
}
