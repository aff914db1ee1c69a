/** Locks of cells, for reading by many or for writing by one. Who comes first has it first: a writer that waits lets no reader pass. */
import type { Cell } from './memory.ts'
import type { Steps } from './operation.ts'

export interface Locks {
  /** Waits until the thread has it. Taking a lock writes its cell, whichever kind it is. */
  take(thread: number, cell: Cell, isForWriting: boolean): Steps<void>
  /** Has it at once, or not at all; for writing. */
  tryTake(thread: number, cell: Cell): boolean
  /** Writes the cell again, and lets the next ones in. */
  release(thread: number, cell: Cell): void
  /** Waits until nobody holds it for writing, and does not take it. */
  untilFree(thread: number, cell: Cell): Steps<void>
  isHeldByOther(thread: number, cell: Cell): boolean
}
