/**
 * Spans in columns, sorted by start, and their coalescing: neighbours of one lane that are shorter than a grain and begin
 * in the same cell of it become one span, which begins where the first begins, lasts as long as they do together and
 * shows the state that holds longest. So a lane's time is conserved, its spans never overlap, and a cell begins at most
 * two spans a lane: one of the short ones, one long one.
 */
import type { Seconds } from './units.ts'

export class SpanRows {
  length = 0
  start = new Float64Array(64)
  /** Infinity while the span is open. */
  end = new Float64Array(64)
  /** How long `state` itself holds: all of the span until it has been coalesced. */
  held = new Float64Array(64)
  lane = new Int32Array(64)
  state = new Uint8Array(64)
  item = new Int32Array(64)

  append(lane: number, state: number, start: Seconds, item: number): number {
    if (this.length === this.start.length) this.grow()
    const row = this.length++
    this.start[row] = start
    this.end[row] = Infinity
    this.held[row] = 0
    this.lane[row] = lane
    this.state[row] = state
    this.item[row] = item
    return row
  }

  close(row: number, end: Seconds): void {
    this.end[row] = end
    this.held[row] = end - this.start[row]
  }

  /** Appends row `source` of `from`, which may be these rows: it is read before anything is written. */
  copy(from: SpanRows, source: number): number {
    const end = from.end[source]
    const held = from.held[source]
    const row = this.append(from.lane[source], from.state[source], from.start[source], from.item[source])
    this.end[row] = end
    this.held[row] = held
    return row
  }

  bytes(): number {
    const { start, end, held, lane, state, item } = this
    return start.byteLength + end.byteLength + held.byteLength + lane.byteLength + state.byteLength + item.byteLength
  }

  private grow(): void {
    const capacity = this.start.length * 2
    const old = { ...this }
    this.start = new Float64Array(capacity)
    this.end = new Float64Array(capacity)
    this.held = new Float64Array(capacity)
    this.lane = new Int32Array(capacity)
    this.state = new Uint8Array(capacity)
    this.item = new Int32Array(capacity)
    this.start.set(old.start)
    this.end.set(old.end)
    this.held.set(old.held)
    this.lane.set(old.lane)
    this.state.set(old.state)
    this.item.set(old.item)
  }
}

/** What is coalesced and how. */
export interface Coalescing {
  readonly lanes: number
  readonly states: number
  readonly grain: Seconds
}

/**
 * Appends rows to `out`, coalesced: call `add` in the order of start, then `finish`. `out` may be the source itself when
 * its length has been set to 0: a row is written only after it was read.
 */
export class Coalescer {
  private readonly out: SpanRows
  private readonly grain: Seconds
  private readonly states: number
  private readonly rowOf: Int32Array<ArrayBuffer> // the row of a lane that takes short spans, −1 none
  private readonly cellOf: Float64Array<ArrayBuffer> // its cell
  private readonly timeOf: Float64Array<ArrayBuffer> // lane × states: time of each state in it

  constructor(out: SpanRows, { lanes, states, grain }: Coalescing) {
    this.out = out
    this.grain = grain
    this.states = states
    this.rowOf = new Int32Array(lanes).fill(-1)
    this.cellOf = new Float64Array(lanes)
    this.timeOf = new Float64Array(lanes * states)
  }

  /** Returns the row in `out` that now holds the span. */
  add(from: SpanRows, source: number): number {
    const { out, rowOf, cellOf, timeOf, grain, states } = this
    const start = from.start[source]
    const end = from.end[source]
    const lane = from.lane[source]
    const state = from.state[source]
    const held = from.held[source]
    const item = from.item[source]
    if (!(end - start < grain)) {
      this.decide(lane)
      return out.copy(from, source)
    }
    const cell = Math.floor(start / grain)
    const row = rowOf[lane]
    if (row < 0 || cellOf[lane] !== cell) {
      this.decide(lane)
      rowOf[lane] = out.copy(from, source)
      cellOf[lane] = cell
      timeOf[lane * states + state] = held
      return rowOf[lane]
    }
    timeOf[lane * states + state] += held
    // Touching spans keep their exact end; after a gap the sum may not reach beyond the true end by rounding.
    out.end[row] = start === out.end[row] ? end : Math.min(end, out.end[row] + (end - start))
    if (out.item[row] !== item) out.item[row] = -1
    return row
  }

  finish(): void {
    for (let lane = 0; lane < this.rowOf.length; lane++) this.decide(lane)
  }

  /** Gives the lane's gathered row the state that held longest (the first in stacking order among equals). */
  private decide(lane: number): void {
    const { out, rowOf, timeOf, states } = this
    const row = rowOf[lane]
    if (row < 0) return
    let best = 0
    for (let state = 0; state < states; state++) {
      const time = timeOf[lane * states + state]
      if (time > timeOf[lane * states + best]) best = state
    }
    out.state[row] = best
    out.held[row] = timeOf[lane * states + best]
    timeOf.fill(0, lane * states, (lane + 1) * states)
    rowOf[lane] = -1
  }
}
