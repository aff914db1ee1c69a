/**
 * What each lane is doing, from when to when. A span is a row from the moment it is entered, so rows are sorted by start
 * without sorting. When the budget is used up neighbours shorter than a grain are coalesced (`span-rows.ts`), and the
 * grain doubles until half of the budget is free.
 *
 * There is no index over time: a window reads at most `budget` rows once, 65,536 × some ns = below 1 ms.
 */

import { InvariantError } from './problem.ts'
import { Coalescer, SpanRows } from './span-rows.ts'
import { runsBack } from './staged-track.ts'
import type { SpanTrack, SpanWindow, TrackInfo } from './tracks.ts'
import type { Seconds } from './units.ts'
import { powerOfTwoBelow, windowRange } from './window-range.ts'

export class RecordedSpans implements SpanTrack {
  readonly info: TrackInfo
  lastTime: Seconds = -Infinity
  private readonly rows = new SpanRows()
  private budget: number
  /** Spans shorter than this have been coalesced; 0 while every span is kept. */
  private grain: Seconds = 0
  private fold = 1
  private lanes = 0
  private openRow = new Int32Array(16).fill(-1)

  constructor(info: TrackInfo) {
    this.info = info
    this.budget = info.budget ?? 65_536
    if (info.series.length > 256)
      throw new InvariantError(`track ${info.id}: ${info.series.length} states, a byte has 256`)
  }

  enter(lane: number, state: number, now: Seconds, item: number): void {
    if (now < this.lastTime) throw runsBack(this.info.id, now, this.lastTime)
    this.lastTime = now
    if (lane >= this.lanes) this.addLane(lane)
    const { rows } = this
    const open = this.openRow[lane]
    if (open >= 0) {
      if (rows.state[open] === state && rows.item[open] === item) return // goes on
      if (rows.start[open] === now) {
        // Left in the moment it was entered: the span never was.
        rows.state[open] = state
        rows.item[open] = item
        return
      }
      rows.close(open, now)
      this.openRow[lane] = -1
    }
    if (rows.length >= this.budget) this.coalesce()
    this.openRow[lane] = rows.append(lane, state, now, item)
  }

  leave(lane: number, now: Seconds): void {
    if (now < this.lastTime) throw runsBack(this.info.id, now, this.lastTime)
    this.lastTime = now
    if (lane >= this.lanes) return
    const open = this.openRow[lane]
    if (open >= 0) this.rows.close(open, now)
    this.openRow[lane] = -1
  }

  window(t0: Seconds, t1: Seconds, pixels: number, computed: Seconds): SpanWindow {
    const { from, until, pixel } = windowRange(t0, t1, pixels)
    const { rows } = this
    const out = new SpanRows()
    const coalescer = new Coalescer(out, { lanes: this.lanes, states: this.info.series.length, grain: pixel })
    for (let row = 0; row < rows.length && rows.start[row] < until; row++) {
      // A span without width, left in the moment it was entered, is nothing to see.
      if (rows.end[row] > from && rows.end[row] > rows.start[row]) coalescer.add(rows, row)
    }
    coalescer.finish()
    const { length } = out
    const end = out.end.slice(0, length)
    for (let i = 0; i < length; i++) if (end[i] === Infinity) end[i] = computed
    return {
      kind: 'span',
      track: this.info,
      from,
      until,
      computed,
      fold: this.fold,
      length,
      start: out.start.slice(0, length),
      end,
      lane: out.lane.slice(0, length),
      state: out.state.slice(0, length),
      item: out.item.slice(0, length),
      lanes: this.lanes,
    }
  }

  bytes(): number {
    return this.rows.bytes() + this.openRow.byteLength
  }

  private addLane(lane: number): void {
    this.lanes = lane + 1
    if (lane < this.openRow.length) return
    const grown = new Int32Array(Math.max(lane + 1, this.openRow.length * 2)).fill(-1)
    grown.set(this.openRow)
    this.openRow = grown
  }

  /** Makes half of the budget free. */
  private coalesce(): void {
    const first = this.rows.start[0]
    const elapsed = Math.max(1e-9, this.lastTime - first)
    // A grain that begins where cells could matter at all; then doubling finds the smallest that frees enough.
    if (this.grain === 0) this.doubleGrain(powerOfTwoBelow(elapsed / this.budget))
    else this.coalesceAt(this.grain)
    while (this.rows.length > this.budget / 2 && this.grain <= elapsed) this.doubleGrain(this.grain * 2)
    // So many lanes that one span each is too much: the budget gives way, not the spans.
    if (this.rows.length > this.budget / 2) this.budget *= 2
  }

  private doubleGrain(grain: Seconds): void {
    this.grain = grain
    this.fold++
    this.coalesceAt(grain)
  }

  private coalesceAt(grain: Seconds): void {
    const { rows } = this
    const { length } = rows
    const coalescer = new Coalescer(rows, { lanes: this.lanes, states: this.info.series.length, grain })
    rows.length = 0
    this.openRow.fill(-1)
    for (let row = 0; row < length; row++) {
      const isOpen = rows.end[row] === Infinity
      if (rows.end[row] === rows.start[row]) continue
      const lane = rows.lane[row]
      const kept = coalescer.add(rows, row)
      if (isOpen) this.openRow[lane] = kept
    }
    coalescer.finish()
  }
}
