/** Texts that are written at a time: as many slots as there are ways of writing built, which take turns, a step each. */
import { InvariantError } from '../../../kernel/problem.ts'
import type { Writing } from '../contracts/writing.ts'

export interface Slot {
  readonly index: number
  readonly writing: Writing
  /** Number of the request that is written; −1 for none. */
  request: number
}

export class Slots {
  private readonly all: readonly Slot[]
  private readonly requests: number
  private turn = 0
  private begun = 0
  /** Requests whose texts are done. */
  ended = 0

  constructor(writings: readonly Writing[], requests: number) {
    this.all = writings.map((writing, index) => ({ index, writing, request: -1 }))
    this.requests = requests
  }

  get isDone(): boolean {
    return this.ended >= this.requests
  }

  /** Slots in which a text is being written. */
  get open(): readonly Slot[] {
    return this.all.filter(({ request }) => request >= 0)
  }

  /** The slot whose turn it is: the next that has a text, or can begin one. */
  next(): Slot {
    for (let tried = 0; tried < this.all.length; tried++) {
      const slot = this.all[this.turn]
      this.turn = (this.turn + 1) % this.all.length
      if (slot.request >= 0 || this.begun < this.requests) return slot
    }
    throw new InvariantError(
      `${this.ended} of ${this.requests} texts are done, and none is in any of ${this.all.length} slots`,
    )
  }

  /** The next request goes into a slot. */
  fill(slot: Slot): void {
    slot.request = this.begun++
  }

  empty(slot: Slot): void {
    slot.request = -1
    this.ended++
  }
}
