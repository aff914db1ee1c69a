/** Requests of one instance that hold KV blocks, in order of admission. A few hundred at most: removal shifts. */
import type { Memory } from '../../../kernel/memory.ts'
import type { RequestId, RequestList } from '../contracts/request.ts'

export class RunningList implements RequestList {
  private readonly rows: Int32Array
  private readonly counts: { length: number; changes: number }

  constructor(memory: Memory, capacity: number) {
    this.rows = memory.array('i32', capacity)
    this.counts = memory.object({ length: 0, changes: 0 })
  }

  get length(): number {
    return this.counts.length
  }

  /** Grows whenever somebody joins or leaves: equal ones mean the same requests. */
  get changes(): number {
    return this.counts.changes
  }

  at(index: number): RequestId {
    return this.rows[index]
  }

  push(request: RequestId): void {
    this.rows[this.counts.length++] = request
    this.counts.changes++
  }

  remove(request: RequestId): void {
    const { rows, counts } = this
    // Victims and leavers are mostly recent: search from the end.
    let at = counts.length - 1
    while (at >= 0 && rows[at] !== request) at--
    if (at < 0) return
    counts.length--
    counts.changes++
    for (; at < counts.length; at++) rows[at] = rows[at + 1]
  }
}
