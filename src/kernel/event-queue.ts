/**
 * Future events in the order (time, priority, sequence): a binary heap of slot numbers over typed columns, so that
 * pushing and popping allocate nothing. The sequence is counted by the queue: equal events leave as they came.
 *
 * All state is in plain properties, so `memory.object(new EventQueue())` makes it part of every checkpoint.
 */
import { InvariantError } from './problem.ts'
import type { Seconds } from './units.ts'

/** What is scheduled. `kind`, `a` and `b` are the engine's own small whole numbers (what, for whom, which attempt). */
export interface ScheduledEvent {
  readonly time: Seconds
  /** From `priorities.ts`, 0 to 255. */
  readonly priority: number
  readonly kind: number
  readonly a?: number
  readonly b?: number
}

// Priority and sequence share one double: 8 bits above 45 bits are exact, and 3.5e13 events are never reached.
const SEQUENCES = 35_184_372_088_832 // 2^45

export class EventQueue {
  /** The event popped last. */
  time: Seconds = 0
  kind = 0
  a = 0
  b = 0
  /** Events waiting. */
  length = 0

  // The earliest event, where it came after everything in the heap had been scheduled for later: an instance that
  // schedules its next iteration and is popped next never touches the heap. Always before all of the heap.
  private hasFront = false
  private frontTime: Seconds = 0
  private frontOrder = 0
  private frontKind = 0
  private frontA = 0
  private frontB = 0

  private sequence = 0
  private heaped = 0 // events in the heap
  private heap = new Int32Array(64) // slots, the earliest at 0
  private free = slots(64) // slots not in use, from `length` on
  private timeOf = new Float64Array(64)
  private orderOf = new Float64Array(64)
  private kindOf = new Int32Array(64)
  private aOf = new Int32Array(64)
  private bOf = new Int32Array(64)

  /** Time of the earliest event, Infinity when none waits. */
  get nextTime(): Seconds {
    return this.hasFront ? this.frontTime : this.heaped === 0 ? Infinity : this.timeOf[this.heap[0]]
  }

  /** The earliest event without taking it; only while `length` > 0. */
  get nextKind(): number {
    return this.hasFront ? this.frontKind : this.kindOf[this.heap[0]]
  }
  get nextA(): number {
    return this.hasFront ? this.frontA : this.aOf[this.heap[0]]
  }
  get nextB(): number {
    return this.hasFront ? this.frontB : this.bOf[this.heap[0]]
  }

  /** Schedules by an object, for rare events. */
  schedule(event: ScheduledEvent): void {
    this.push(event.time, event.priority, event.kind, event.a ?? 0, event.b ?? 0)
  }

  /** Schedules without an object: the hot path. */
  push(time: Seconds, priority: number, kind: number, a: number, b: number): void {
    if (!(time < Infinity)) throw new InvariantError(`event of kind ${kind} scheduled at ${time} s`)
    const order = priority * SEQUENCES + this.sequence++
    this.length++
    if (this.hasFront) {
      if (this.frontTime < time || (this.frontTime === time && this.frontOrder < order)) {
        this.pushHeap(time, order, kind, a, b)
        return
      }
      this.pushHeap(this.frontTime, this.frontOrder, this.frontKind, this.frontA, this.frontB)
    } else if (this.heaped > 0) {
      const top = this.heap[0]
      const topTime = this.timeOf[top]
      if (topTime < time || (topTime === time && this.orderOf[top] < order)) {
        this.pushHeap(time, order, kind, a, b)
        return
      }
    }
    this.hasFront = true
    this.frontTime = time
    this.frontOrder = order
    this.frontKind = kind
    this.frontA = a
    this.frontB = b
  }

  /** Takes the earliest event into `time`, `kind`, `a`, `b`; false when none waits. */
  pop(): boolean {
    if (this.length === 0) return false
    this.length--
    if (this.hasFront) {
      this.hasFront = false
      this.time = this.frontTime
      this.kind = this.frontKind
      this.a = this.frontA
      this.b = this.frontB
      return true
    }
    const slot = this.heap[0]
    this.time = this.timeOf[slot]
    this.kind = this.kindOf[slot]
    this.a = this.aOf[slot]
    this.b = this.bOf[slot]
    this.heaped--
    this.free[this.heaped] = slot
    if (this.heaped > 0) this.sink(this.heap[this.heaped])
    return true
  }

  clear(): void {
    this.hasFront = false
    this.length = 0
    while (this.heaped > 0) this.free[this.heaped - 1] = this.heap[--this.heaped]
  }

  private pushHeap(time: Seconds, order: number, kind: number, a: number, b: number): void {
    if (this.heaped === this.heap.length) this.grow()
    const slot = this.free[this.heaped]
    this.timeOf[slot] = time
    this.orderOf[slot] = order
    this.kindOf[slot] = kind
    this.aOf[slot] = a
    this.bOf[slot] = b
    this.rise(this.heaped++, slot)
  }

  private isBefore(one: number, other: number): boolean {
    const time = this.timeOf[one]
    const otherTime = this.timeOf[other]
    return time < otherTime || (time === otherTime && this.orderOf[one] < this.orderOf[other])
  }

  /** Puts `slot` at `hole` or as far above as it belongs. */
  private rise(hole: number, slot: number): void {
    const { heap } = this
    let at = hole
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(slot, heap[parent])) break
      heap[at] = heap[parent]
      at = parent
    }
    heap[at] = slot
  }

  /** Puts `slot` at the top or as far below as it belongs. */
  private sink(slot: number): void {
    const { heap, heaped } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heaped) break
      if (child + 1 < heaped && this.isBefore(heap[child + 1], heap[child])) child++
      if (!this.isBefore(heap[child], slot)) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = slot
  }

  private grow(): void {
    const capacity = this.heap.length * 2

    this.heap = widened(this.heap, new Int32Array(capacity))
    this.free = slots(capacity) // every old slot is in the heap: the new ones begin at `length`
    this.timeOf = widened(this.timeOf, new Float64Array(capacity))
    this.orderOf = widened(this.orderOf, new Float64Array(capacity))
    this.kindOf = widened(this.kindOf, new Int32Array(capacity))
    this.aOf = widened(this.aOf, new Int32Array(capacity))
    this.bOf = widened(this.bOf, new Int32Array(capacity))
  }
}

const slots = (length: number): Int32Array<ArrayBuffer> => Int32Array.from({ length }, (_, i) => i)

function widened<A extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(from: A, to: A): A {
  to.set(from)
  return to
}
