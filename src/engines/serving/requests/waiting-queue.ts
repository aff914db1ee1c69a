/**
 * Requests of one instance that have no KV blocks: a double-ended queue on a ring. Arrivals join at the back, preempted
 * ones at the front. Requests that left the queue in the middle (admitted out of order, cancelled) are swept out before
 * the next plan: one walk however many they are.
 */
import type { Memory } from '../../../kernel/memory.ts'
import type { RequestId, RequestList } from '../contracts/request.ts'

export class WaitingQueue implements RequestList {
  private readonly state: { ring: Int32Array<ArrayBuffer>; head: number; length: number }

  constructor(memory: Memory) {
    this.state = memory.object({ ring: new Int32Array(256), head: 0, length: 0 })
  }

  get length(): number {
    return this.state.length
  }

  at(index: number): RequestId {
    const { ring, head } = this.state
    return ring[(head + index) & (ring.length - 1)]
  }

  pushBack(request: RequestId): void {
    this.makeRoom()
    const { state } = this
    state.ring[(state.head + state.length++) & (state.ring.length - 1)] = request
  }

  pushFront(request: RequestId): void {
    this.makeRoom()
    const { state } = this
    state.head = (state.head - 1) & (state.ring.length - 1)
    state.ring[state.head] = request
    state.length++
  }

  /** Keeps those for which `waits` holds, in order. */
  sweep(waits: (request: RequestId) => boolean): void {
    const { state } = this
    const { ring } = state
    const mask = ring.length - 1
    // Admissions mostly come off the front; only what lies behind the last leaver's successor would move.
    while (state.length > 0 && !waits(ring[state.head])) {
      state.head = (state.head + 1) & mask
      state.length--
    }
    let kept = 0
    for (let i = 0; i < state.length; i++) {
      const request = ring[(state.head + i) & mask]
      if (waits(request)) ring[(state.head + kept++) & mask] = request
    }
    state.length = kept
  }

  /** Drops the `count` first. */
  dropFront(count: number): void {
    const { state } = this
    state.head = (state.head + count) & (state.ring.length - 1)
    state.length -= count
  }

  private makeRoom(): void {
    const { state } = this
    const { ring, head, length } = state
    if (length < ring.length) return
    const grown = new Int32Array(ring.length * 2)
    for (let i = 0; i < length; i++) grown[i] = ring[(head + i) & (ring.length - 1)]
    state.ring = grown
    state.head = 0
  }
}
